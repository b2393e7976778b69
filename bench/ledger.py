"""What was measured so far; at the end one row a figure, missing ones included and said so."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.figures import ALL, Figure

DIGITS = 4  # shown; more would only be noise


@dataclass(frozen=True)
class Row:
    """A figure: `value` None could not be measured, `holds` None has no bar to keep to."""

    name: str
    value: float | None
    unit: str
    bar: str | None
    holds: bool | None
    conditions: str


@dataclass
class Ledger:
    """Takes values as they come; a figure may be recorded once."""

    figures: Sequence[Figure] = ALL
    _rows: dict[str, Row] = field(default_factory=dict)
    _reason: str = "its measurement was never reached"

    def record(self, figure: Figure, value: float, conditions: str) -> None:
        """Judge `value` against the bar of `figure`, and only then round it."""
        self._rows[figure.name] = Row(
            name=figure.name,
            value=float(f"{value:.{DIGITS}g}"),
            unit=figure.unit,
            bar=_bar(figure),
            holds=None if figure.bar is None else figure.bar.holds(value),
            conditions=conditions,
        )

    def miss(self, figures: Sequence[Figure], reason: str) -> None:
        """Note that `figures` could not be measured, where they have not been."""
        for figure in figures:
            row = Row(
                figure.name, None, figure.unit, _bar(figure), False, f"not measured: {reason}"
            )
            self._rows.setdefault(figure.name, row)

    @contextmanager
    def section(self, *figures: Figure) -> Iterator[None]:
        """Go on with other figures when the measurement of these fails, and say why it did."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it was, the table must show it
            self.miss(figures, f"{type(error).__name__}: {error}")

    def rows(self) -> list[Row]:
        """Return one row a figure, in the order of the table."""
        self.miss(self.figures, self._reason)
        return [self._rows[figure.name] for figure in self.figures]


def _bar(figure: Figure) -> str | None:
    return None if figure.bar is None else str(figure.bar)

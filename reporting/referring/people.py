"""Who can be asked, and with which keys: what the signed rosters say of them."""

from reporting.ids import AccountId
from reporting.referring.word import Signers
from reporting.roster import Rosters
from reporting.serves import HELPING_ROLES


def everybody(rosters: Rosters) -> dict[AccountId, bytes]:
    """Return the public key of every account that could be asked for anything, by anybody.

    All of them get a row in each referral, so that it does not tell which kind it is, nor which
    organisation it is about.
    """
    return {
        member.account: member.wrap_public
        for roster in rosters.by_body.values()
        for member in roster.with_role(HELPING_ROLES)
    }


def signers_for(rosters: Rosters, asked: AccountId) -> Signers:
    """Return whose words count in a referral to `asked`: readers', and that person's own."""
    own = {who: key for who, key in rosters.helping_keys.items() if rosters.is_one(who, asked)}
    return Signers(rosters.signing_keys, own)

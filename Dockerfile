# One image for every program of the service; the command says which:
#
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#       --volume reporting:/instance --publish 127.0.0.1:8000:8000 IMAGE intake
#
# The root file system may be read-only; only /instance (keys, and SQLite where it is used) is
# written. Something in front must end TLS (docs/operations.md). A deployment should pin the base
# by digest as well: build with --build-arg BASE=python:3.13.9-slim-bookworm@sha256:...
ARG BASE=python:3.13.9-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# What the lock names and nothing else, by hash, and never by running somebody's build.
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m venv /opt/reporting \
    && /opt/reporting/bin/pip install --require-hashes --only-binary :all: \
        --requirement requirements/run.txt \
    && python -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --only-binary :all: \
        --requirement requirements/build.txt

COPY pyproject.toml README.md LICENSE ./
COPY templates/ templates/
COPY migrations/ migrations/
COPY reporting/ reporting/
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --no-index --wheel-dir dist . \
    && /opt/reporting/bin/pip install --no-deps --no-index dist/*.whl \
    && /opt/reporting/bin/pip check \
    && /opt/reporting/bin/python -m compileall -q /opt/reporting/lib \
    && /opt/reporting/bin/pip uninstall --yes --quiet pip

FROM ${BASE}
# Numbers, so that the platform can tell that this is not root.
RUN mkdir --mode=0700 /instance && chown 10001:10001 /instance
COPY --from=build /opt/reporting /opt/reporting
ENV PATH=/opt/reporting/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    REPORTING_INSTANCE=/instance \
    REPORTING_INTAKE_BIND=0.0.0.0:8000 \
    REPORTING_DESK_BIND=0.0.0.0:8001 \
    REPORTING_STATISTICS_BIND=0.0.0.0:8002
WORKDIR /instance
VOLUME /instance
USER 10001:10001
EXPOSE 8000 8001 8002
ENTRYPOINT ["reporting"]
CMD ["--help"]

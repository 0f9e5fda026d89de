# Parley in a container: built, rehearsed and run on the same JDK, as the start-up cache requires.
#
#   docker build -t parley:local .
#
# For another JDK 25 or Maven: --build-arg JDK=… --build-arg MAVEN=…
ARG JDK=eclipse-temurin:25.0.3_9-jdk-noble
ARG MAVEN=maven:3.9.11-eclipse-temurin-25

FROM ${MAVEN} AS maven

FROM ${JDK} AS build
COPY --from=maven /usr/share/maven /opt/maven
# Not root: the rehearsal starts a PostgreSQL, which refuses root, and the builder has no user namespaces in which to drop root.
RUN groupadd --gid 10001 parley \
 && useradd --uid 10001 --gid 10001 --create-home parley \
 && install -d -o 10001 -g 10001 /opt/parley
USER 10001:10001
WORKDIR /opt/parley
COPY --chown=10001:10001 . .
# The last step of the package phase is the rehearsal, which leaves the start-up cache beside the jars.
RUN --mount=type=cache,target=/home/parley/.m2,uid=10001,gid=10001 \
    /opt/maven/bin/mvn -B package -Dmaven.test.skip=true \
 && test -s server/target/dist/server.aot

# Speech models for calls, pinned and verified by the program itself: 160 MB to fetch, 450 MB in the image. The two speech programs
# are installed from the distribution, here and below, so Debian's are not fetched.
FROM ${JDK} AS models
RUN apt-get update \
 && apt-get install --yes --no-install-recommends espeak-ng flite npm \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/parley/parley /opt/parley/
COPY --from=build /opt/parley/server/target/dist /opt/parley/server/target/dist
RUN PARLEY_VOICE_MODELS=/models /opt/parley/parley models

FROM ${JDK} AS run
RUN apt-get update \
 && apt-get install --yes --no-install-recommends espeak-ng flite \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 parley \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin parley \
 && install -d -o 10001 -g 10001 -m 0700 /data
# At the same path as in the build, with the jars' modification times: both are part of the cache's key. Owned by root: the
# program cannot modify itself.
COPY --from=build --chown=0:0 /opt/parley/parley /opt/parley/LICENSE /opt/parley/
COPY --from=build --chown=0:0 /opt/parley/server/target/dist /opt/parley/server/target/dist
COPY --from=models --chown=0:0 /models /opt/parley/models
# Clients connect from outside the container. The operators' port stays on 127.0.0.1 unless PARLEY_MANAGEMENT_HOST is set.
ENV PARLEY_HTTP_HOST=0.0.0.0 \
    PARLEY_DATA=/data/parley \
    PARLEY_VOICE_MODELS=/opt/parley/models
# All writes go to /data and /tmp; the rest may be read-only. /tmp must allow execution: native libraries are unpacked there.
VOLUME ["/data"]
WORKDIR /data
# The last one is for browsers' calls, if PARLEY_VOICE_WEBRTC_PORT and an address are set.
EXPOSE 8080 8558 17355 7882/udp
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/parley/parley"]

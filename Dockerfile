# Parley in a container: built, rehearsed and run on one and the same JDK, which is what the start-up cache wants.
#
#   docker build -t parley:local .
#
# Another JDK 25 or another Maven: --build-arg JDK=… --build-arg MAVEN=…
ARG JDK=eclipse-temurin:25.0.3_9-jdk-noble
ARG MAVEN=maven:3.9.11-eclipse-temurin-25

FROM ${MAVEN} AS maven

FROM ${JDK} AS build
COPY --from=maven /usr/share/maven /opt/maven
# Not root: the rehearsal starts a PostgreSQL, which refuses root, and the builder has no user namespaces to drop it in.
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

# What calls hear and speak with, pinned and checked by the program itself: 160 MB to fetch, 450 MB in the image. The two programs
# beside the models come with the system, here and below, so none of Debian's are fetched.
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
# At the same place as in the build, with the jars' times: both are part of what the cache was made of. Owned by root: the
# program cannot change itself.
COPY --from=build --chown=0:0 /opt/parley/parley /opt/parley/LICENSE /opt/parley/
COPY --from=build --chown=0:0 /opt/parley/server/target/dist /opt/parley/server/target/dist
COPY --from=models --chown=0:0 /models /opt/parley/models
# Clients come from outside of the container. Operators' port stays on 127.0.0.1 until PARLEY_MANAGEMENT_HOST says otherwise.
ENV PARLEY_HTTP_HOST=0.0.0.0 \
    PARLEY_DATA=/data/parley \
    PARLEY_VOICE_MODELS=/opt/parley/models
# All that is written goes to /data and /tmp; the rest may be read-only. /tmp must allow programs: native libraries are unpacked there.
VOLUME ["/data"]
WORKDIR /data
# The last one is for browsers' calls, where PARLEY_VOICE_WEBRTC_PORT and an address are set.
EXPOSE 8080 8558 17355 7882/udp
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/parley/parley"]

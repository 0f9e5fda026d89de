# Sourced by backup and restore: converts a server's variables into those of PostgreSQL's programs and rclone. Everything
# is passed in the environment: command lines are visible to everybody on the machine, so they must not contain secrets.

fail() { printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2; exit 1; }
say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*" >&2; }

need() { command -v "$1" >/dev/null || fail "$1 is not installed ($2)"; }

# The part of the JDBC URL that libpq understands: the database's address, and whether TLS is required.
case ${PARLEY_DATABASE_URL:-} in
  jdbc:postgresql://*) ;;
  *) fail 'PARLEY_DATABASE_URL (expected: jdbc:postgresql://host:port/database, as for a server)' ;;
esac
database=${PARLEY_DATABASE_URL#jdbc:}
database=${database%%\?*}
case $PARLEY_DATABASE_URL in
  *[?\&]sslmode=*)
    PGSSLMODE=${PARLEY_DATABASE_URL##*sslmode=}
    PGSSLMODE=${PGSSLMODE%%&*}
    export PGSSLMODE
    ;;
esac
PGUSER=${PARLEY_DATABASE_USER:?}
PGPASSWORD=${PARLEY_DATABASE_PASSWORD:?}
export PGUSER PGPASSWORD

bucket=parley:${PARLEY_S3_BUCKET:-parley-archive}
# no file of rclone's own
RCLONE_CONFIG=
# your own certificates: rclone has a variable for them, and older versions fail on this one
if [ -n "${AWS_CA_BUNDLE:-}" ]; then
  export RCLONE_CA_CERT="$AWS_CA_BUNDLE"
  unset AWS_CA_BUNDLE
fi
RCLONE_CONFIG_PARLEY_TYPE=s3
RCLONE_CONFIG_PARLEY_PROVIDER=Other
RCLONE_CONFIG_PARLEY_ENDPOINT=${PARLEY_S3_ENDPOINT:?}
RCLONE_CONFIG_PARLEY_REGION=${PARLEY_S3_REGION:-us-east-1}
RCLONE_CONFIG_PARLEY_ACCESS_KEY_ID=${PARLEY_S3_ACCESS_KEY:?}
RCLONE_CONFIG_PARLEY_SECRET_ACCESS_KEY=${PARLEY_S3_SECRET_KEY:?}
export RCLONE_CONFIG RCLONE_CONFIG_PARLEY_TYPE RCLONE_CONFIG_PARLEY_PROVIDER RCLONE_CONFIG_PARLEY_ENDPOINT \
  RCLONE_CONFIG_PARLEY_REGION RCLONE_CONFIG_PARLEY_ACCESS_KEY_ID RCLONE_CONFIG_PARLEY_SECRET_ACCESS_KEY

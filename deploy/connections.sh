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

# Row level security holds for the tables' owner, too; these connections say that they maintain the database (decision 0116).
PGOPTIONS="${PGOPTIONS:-} -c parley.maintenance=on"
# not an older node: see Enforcement
PGAPPNAME=parley-backup
export PGOPTIONS PGAPPNAME

query() { psql --no-psqlrc --tuples-only --no-align --dbname="$database" --command "$1"; }

# Fails where row level security would leave out rows without an error: for another user than Parley's, and on a connection that has
# lost its options. A superuser, or a user with BYPASSRLS, needs neither.
check_sight() {
  bypasses=$(query "SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user") ||
    fail "the database does not answer $PGUSER"
  [ "$bypasses" = t ] && return
  [ "$(query "SELECT current_setting('parley.maintenance', true)")" = on ] ||
    fail 'the connection has lost its options, and would see no rows under row level security (expected: PostgreSQL itself in' \
      "PARLEY_DATABASE_URL, or a pooler that passes PGOPTIONS on)"
  [ "$(query "SELECT coalesce(pg_has_role(current_user, to_regrole('parley_duties')::oid, 'USAGE'), false)")" = t ] ||
    fail "$PGUSER would see no rows under row level security (expected: Parley's own database user, which inherits from the role" \
      'parley_duties, or a user with BYPASSRLS)'
}

# How many tables would be read without all of their rows. Those without any policy are not in use: see V38__row_security.sql.
hidden_tables() {
  query "SELECT count(*) FROM pg_catalog.pg_class AS c
    WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND row_security_active(c.oid)
      AND EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = c.oid)
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_policy
        WHERE polrelid = c.oid AND polname = 'every_tenant' AND to_regrole('parley_duties')::oid = ANY (polroles))"
}

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

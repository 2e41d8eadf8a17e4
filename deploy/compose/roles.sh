#!/bin/sh
# Runs once, in an empty database: the owner changes tables, the hub's own role only reads and writes rows and is
# bound by row-level security. Passwords are those in the two addresses.
set -eu
password() { sed -e 's|^[a-z]*://[^:]*:||' -e 's|@.*||' "${SECRETS:-/run/secrets}/$1"; }
# In variables of their own: a failure inside of another command's words would go unseen, and the password be empty.
owner=$(password owner_url)
own=$(password database_url)
: "${owner:?owner_url holds no password}" "${own:?database_url holds no password}"
case $owner$own in *%*) echo "Passwords in the two addresses must do without %-signs." >&2; exit 1 ;; esac
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=hub \
    --set=owner="$owner" --set=own="$own" <<'SQL'
CREATE ROLE hub_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE hub_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'own';
-- A host that vanished in the middle of an act must not hold its locks for hours.
ALTER ROLE hub_app SET idle_in_transaction_session_timeout = '60s';
ALTER DATABASE hub OWNER TO hub_owner;
ALTER SCHEMA public OWNER TO hub_owner;
GRANT CONNECT ON DATABASE hub TO hub_app;
-- Rights on tables come with the wall: manage.py raise_wall after each migrate.
SQL

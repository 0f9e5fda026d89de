#!/usr/bin/env bash
# A conversation with curl alone: start, say, wait for the reply, rate, end. Arguments: server, words.
set -euo pipefail
server=${1:-http://127.0.0.1:8080}
words=${2:-How do I send shoes back?}

# The first string field of this name.
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

# 1. Start a session. The answer holds its id and the token that opens it; the key makes it safe to send again.
started=$(curl -fsS "$server/v1/sessions" -H 'Content-Type: application/json' -H "Idempotency-Key: $$-$RANDOM" -d '{"language":"en"}')
id=$(field id <<<"$started")
token=$(field token <<<"$started")
session=$server/v1/sessions/$id
auth=(-H "Authorization: Bearer $token" -H 'Content-Type: application/json')

# 2. Say something. 202 means stored; the same id sent again gets the same response and has no second effect.
curl -fsS "$session/messages" "${auth[@]}" -d "{\"id\":\"first\",\"text\":\"$words\"}"
echo

# 3. Read events as they happen (server-sent events) until the reply is complete.
replied=
while IFS= read -r line; do
  case $line in
    data:*'"kind":"reply-completed"'*) replied=${line#data:} && break ;;
    data:*'"kind":"turn-failed"'*) printf '%s\n' "${line#data:}" >&2 && exit 1 ;;
  esac
done < <(curl -fsSN "$session/events?after=0" "${auth[@]}" -H 'Accept: text/event-stream' --max-time 60)
[ -n "$replied" ] || { echo "no reply within a minute" >&2 && exit 1; }
printf '%s\n' "$replied"

# 4. Rate the session and end it; it is then archived automatically.
curl -fsS "$session/rating" "${auth[@]}" -d '{"id":"opinion","score":5,"comment":"Quick and kind."}'
echo
curl -fsS "$session/end" "${auth[@]}" -d '{"id":"goodbye","reason":"solved"}'
echo

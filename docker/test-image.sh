#!/bin/sh
# Runs an image as the Compose files do and looks whether it keeps its promises: docker/test-image.sh <image>
set -eu
image=$1
name="watchstack-test-$$"
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1 || true' EXIT

code=0
docker run --rm "$image" --demo || code=$?
if [ "$code" -ne 2 ]; then
  echo "$image started, or failed otherwise ($code), where nobody has to sign in" >&2
  exit 1
fi

# Any user will do: here one that the image has never heard of.
docker run --detach --name "$name" --user 4711:4711 --read-only --tmpfs /tmp --cap-drop ALL \
  --security-opt no-new-privileges:true --health-interval 1s \
  --env "MCP_AUTH_TOKEN=$(openssl rand -hex 32)" "$image" --demo

state() {
  docker inspect --format "{{.State.$1}}" "$name"
}

attempts=0
until [ "$(state Health.Status)" = healthy ]; do
  attempts=$((attempts + 1))
  if [ "$attempts" -gt 30 ]; then
    docker logs "$name"
    echo "$image did not become healthy" >&2
    exit 1
  fi
  sleep 1
done
docker exec "$name" node -e "require('node:fs').writeFileSync('/config/written', 'yes')"

docker stop "$name"
if [ "$(state ExitCode)" -ne 0 ]; then
  docker logs "$name"
  echo "$image did not end with 0 when it was stopped" >&2
  exit 1
fi

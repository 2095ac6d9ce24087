#!/bin/sh
# Builds Assay as a native executable: target/assay-<version>-runner.
#
#   ./native-build.sh [further Maven arguments]
#
# Uses a local GraalVM or Mandrel if there is one (GRAALVM_HOME, or native-image on the PATH). Otherwise it builds in a
# container with docker or podman. NATIVE_BUILDER=local or NATIVE_BUILDER=container forces one of the two.
set -eu
cd "$(dirname "$0")"

has() { command -v "$1" >/dev/null 2>&1; }
answers() { has "$1" && "$1" info >/dev/null 2>&1; }

local_builder() {
  if [ -n "${GRAALVM_HOME:-}" ]; then
    [ -x "$GRAALVM_HOME/bin/native-image" ] && return 0
    echo "native-build.sh: GRAALVM_HOME is $GRAALVM_HOME, but there is no bin/native-image in it" >&2
    return 1
  fi
  has native-image
}

container_runtime() {
  for runtime in docker podman; do
    if answers "$runtime"; then
      echo "$runtime"
      return 0
    fi
  done
  return 1
}

builder=${NATIVE_BUILDER:-any}
case $builder in
  any | local | container) ;;
  *)
    echo "native-build.sh: NATIVE_BUILDER is '$builder', but it must be 'local' or 'container', or not set" >&2
    exit 2
    ;;
esac

if [ "$builder" != container ] && local_builder; then
  echo "native-build.sh: building with $("${GRAALVM_HOME:+$GRAALVM_HOME/bin/}native-image" --version | head -n 1)"
  exec mvn -B -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false package "$@"
fi

if [ "$builder" != local ] && runtime=$(container_runtime); then
  echo "native-build.sh: building in a container with $runtime"
  exec mvn -B -DskipTests -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false \
    -Dquarkus.native.container-build=true -Dquarkus.native.container-runtime="$runtime" package "$@"
fi

echo "native-build.sh: a native build needs a GraalVM or Mandrel for JDK 21 or newer (set GRAALVM_HOME, or put native-image on the PATH), or docker or podman with a daemon that answers; none was found." >&2
exit 1

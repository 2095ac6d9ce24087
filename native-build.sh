#!/bin/sh
# Builds Assay as a native executable: target/assay-<version>-runner.
#
#   ./native-build.sh [further Maven arguments]
#
# Needs 6 GB of free memory and some ten minutes on two cores, and GraalVM or Mandrel for JDK 21 or 25: a local one
# (GRAALVM_HOME, or native-image on the PATH), else in a container with docker or podman. NATIVE_BUILDER=local or
# NATIVE_BUILDER=container forces one of the two. Tests are neither compiled nor run.
#
# The executable starts on every processor of its kind (quarkus.native.march=compatibility): an image is built on one machine and
# starts on others, and virtual machines often hide what is newer. What a build may use of the processor it also demands at the
# start, SHA-256 and AES among it, so this executable computes both without the processor's support. Where all machines have it
# (on x86-64: servers of Intel since Ice Lake, of AMD since Zen), so that the boot of many or large plugins takes less time:
#
#   ./native-build.sh -Dquarkus.native.march=x86-64-v3 \
#     -Dquarkus.native.additional-build-args-append=-H:CPUFeatures=AES,-H:CPUFeatures=CLMUL,-H:CPUFeatures=SHA
#
# or, where all are like this one, ./native-build.sh -Dquarkus.native.march=native
set -eu
cd "$(dirname "$0")"

# What the compiler's heap may have; the rest is its own.
heap=5g

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

# Of a checkout of Git; an archive of the sources has none.
commit=$(git rev-parse HEAD 2>/dev/null || echo unknown)

# What was named on the command line comes last, and wins.
build() {
  exec mvn -B -Dbuild.commit="$commit" -Dmaven.test.skip=true -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false \
    -Dquarkus.native.native-image-xmx="$heap" "$@"
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
  build "$@" package
fi

if [ "$builder" != local ] && runtime=$(container_runtime); then
  echo "native-build.sh: building in a container with $runtime"
  build -Dquarkus.native.container-build=true -Dquarkus.native.container-runtime="$runtime" "$@" package
fi

echo "native-build.sh: a native build needs a GraalVM or Mandrel for JDK 21 or 25 (set GRAALVM_HOME, or put native-image on the PATH), or docker or podman with a daemon that answers; none was found." >&2
exit 1

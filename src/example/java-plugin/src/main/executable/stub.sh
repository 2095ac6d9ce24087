#!/bin/sh
# A jar may stand behind other text, so Java reads this very file. These flags start fast and keep the process small.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx48m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError \
  ${JSON_VALUE_JAVA_FLAGS:-} -jar "$0" "$@"

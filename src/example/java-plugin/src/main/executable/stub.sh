#!/bin/sh
# A jar may stand behind other text, so Java reads this very file. These flags start fast and keep the process small. Warnings of
# the JVM go to stderr: the first line of stdout is the plugin's handshake.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xlog:disable -Xlog:all=warning:stderr -Xmx48m -Xss512k -XX:+UseSerialGC \
  -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError ${JSON_VALUE_JAVA_FLAGS:-} -jar "$0" "$@"

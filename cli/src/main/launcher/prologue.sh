#!/bin/sh
# The cloudhost command: a prologue for the shell, followed by a jar. Java reads the jar from its end.
if [ -n "${JAVA_HOME:-}" ]; then
  java="$JAVA_HOME/bin/java"
else
  java=java
fi
if ! command -v "$java" >/dev/null 2>&1; then
  echo "cloudhost: no Java at '$java'. Install a Java runtime (17 or later), or set JAVA_HOME" >&2
  exit 2
fi
# Java sees a terminal only where the input comes from it, too, and never how wide it is.
terminal=
if [ -t 1 ]; then
  columns=${COLUMNS:-}
  if [ -z "$columns" ]; then
    { columns=$(stty size <&3 2>/dev/null); } 3>&1
    columns=${columns##* }
  fi
  case $columns in
    '' | 0 | *[!0-9]*) columns=80 ;;
  esac
  terminal=-Dcloudhost.columns=$columns
  if [ -z "${NO_COLOR+set}" ] && [ "${CLICOLOR:-}" != 0 ]; then
    terminal="$terminal -Dpicocli.ansi=true"
  fi
fi
# One short run: starting quickly matters more than peak speed, and Guice need not generate code (for which newer JDKs
# warn). CLOUDHOST_JAVA_OPTS is split into words on purpose.
# shellcheck disable=SC2086
exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dguice_bytecode_gen_option=DISABLED \
  $terminal ${CLOUDHOST_JAVA_OPTS:-} -jar "$0" "$@"

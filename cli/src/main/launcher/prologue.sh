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
columns=
colours=
if [ -t 1 ] || [ -t 2 ]; then
  columns=${COLUMNS:-}
  if [ -z "$columns" ]; then
    if [ -t 1 ]; then exec 3>&1; else exec 3>&2; fi
    columns=$(stty size <&3 2>/dev/null)
    columns=${columns##* }
    exec 3>&-
  fi
  case $columns in
    '' | 0 | *[!0-9]*) columns=80 ;;
  esac
  if [ -z "${NO_COLOR:-}" ] && [ "${CLICOLOR:-}" != 0 ] && [ "${TERM:-dumb}" != dumb ]; then
    colours=true
  fi
fi
terminal=
if [ -t 1 ]; then
  terminal="-Dcloudhost.columns=$columns -Dpicocli.ansi=${colours:-false}"
fi
# Progress is drawn again in place where a person looks on, and the terminal can do it.
if [ -t 2 ] && [ -z "${CI:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  terminal="$terminal -Dcloudhost.live.columns=$columns${colours:+ -Dcloudhost.live.colours=true}"
fi
# One short run: starting quickly matters more than peak speed, and Guice need not generate code (for which newer JDKs
# warn). CLOUDHOST_JAVA_OPTS is split into words on purpose.
# shellcheck disable=SC2086
exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dguice_bytecode_gen_option=DISABLED \
  $terminal ${CLOUDHOST_JAVA_OPTS:-} -jar "$0" "$@"

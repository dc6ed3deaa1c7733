#!/bin/sh
# Figures of the embedded stack, as rows of a table. The stack runs on core 0 alone, the load on core 1.
# Build first: ./mvnw -pl benchmarks -am package -DskipTests
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
stack=''
trap 'test -z "$stack" || kill "$stack" 2>/dev/null || true; rm -rf "$work"' EXIT
otlp=http://127.0.0.1:24318
pyroscope=http://127.0.0.1:24040
jar=../embedded-stack/target/embedded-stack.jar
classes="target/classes:../embedded-stack/target/classes:../embedded-stack/target/lib/*:target/lib/*"
figures='dev.spanprofiles.benchmarks.stack.StackFigures'

start() { # DIR
  taskset -c 0 java -Xmx128m -XX:+UseSerialGC -jar "$jar" --data "$1" \
    --otlp-port 24318 --pyroscope-port 24040 --tempo-port 23200 --viewer-port 23000 > "$work/out" &
  stack=$!
  until grep -q ready "$work/out"; do
    kill -0 "$stack"
    sleep 0.1
  done
}

stop() {
  kill "$stack"
  wait "$stack" || true
  stack=''
}

memory() { # WHEN
  awk -v when="$1" '/VmRSS/ {printf "| Memory (RSS) %s, MB | %.0f |\n", when, $2 / 1000}' "/proc/$stack/status"
}

load() {
  taskset -c 1 java -Xmx512m -cp "$classes" "$figures" "$@"
}

java -cp "$classes" dev.spanprofiles.benchmarks.stack.Recording "$work/recording.jfr" > "$work/agent.log" 2>&1

echo '| figure | value |'
echo '|---|---|'
start "$work/data"
memory 'after the start'
load otlp "$otlp"
memory 'under OTLP load'
stop
start "$work/data2"
load jfr "$pyroscope" "$work/recording.jfr"
memory 'under JFR load'
stop
end=$(date +%s000)
load fill "$work/samples" "$end"
start "$work/samples"
load span "$pyroscope" "$end"
memory 'under queries'
stop

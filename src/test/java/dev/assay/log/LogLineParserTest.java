package dev.assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogLineParserTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                // hclog
                line(
                        "{'@level':'warn','@message':'slow','@module':'m','@timestamp':'T','took':12,'a':[1]}",
                        Level.WARN,
                        "slow @module=m took=12 a=[1]"),
                line("{'@level':'trace','@message':'x'}", Level.TRACE, "x"),
                line("{'@level':'error','@message':'two\\nlines'}", Level.ERROR, "two\\nlines"),
                // logrus, slog, zap
                line("{'level':'info','msg':'ready','time':'T','error':'a b'}", Level.INFO, "ready error='a b'"),
                line("{'level':'WARN','msg':'m','ok':true}", Level.WARN, "m ok=true"),
                line("{'level':'fatal','msg':'m'}", Level.ERROR, "m"),
                line("{'level':'info','level':'warn','msg':'m','n':1,'n':1.10}", Level.WARN, "m n=1.10"),
                line("{'level':'notice','msg':'m'}", Level.INFO, "m level=notice"),
                line("{'msg':'no level'}", Level.INFO, "no level"),
                line("{'level':'debug'}", Level.DEBUG, ""),
                // logfmt
                line(
                        "time='2024-01-01T00:00:00Z' level=warning msg='it\\'s \\\\ slow' n=1 e=",
                        Level.WARN,
                        "it's \\ slow n=1 e=''"),
                line("level=debug msg=bare", Level.DEBUG, "bare"),
                // brackets
                line("[TRACE] x", Level.TRACE, "x"),
                line("[DEBUG] x", Level.DEBUG, "x"),
                line("[INFO]  m: x=1", Level.INFO, "m x=1"),
                line("[WARN]x", Level.WARN, "x"),
                line("2024-01-02T03:04:05.678Z [ERROR] m: bad", Level.ERROR, "m: bad"),
                line("2024/01/02 03:04:05 [ERROR] bad", Level.ERROR, "bad"),
                line(
                        "2024-01-02T03:04:05.678+0100 [INFO]  argo.m: got: it: n=1 words='a b'",
                        Level.INFO,
                        "argo.m: got: it n=1 words='a b'"),
                // go-plugin and yamux, through Go's log
                line(
                        "2024/01/02 03:04:05 [ERR] yamux: keepalive failed: timeout",
                        Level.ERROR,
                        "yamux: keepalive failed: timeout"),
                line("[ERR] plugin: x", Level.ERROR, "plugin: x"),
                line("2024/01/02 03:04:05 server.go:9: [WARN] x", Level.WARN, "x caller=server.go:9"),
                // and where that is passed on to slog, logrus or zap
                line("{'time':'T','level':'INFO','msg':'[DEBUG] plugin: x','a':1}", Level.DEBUG, "plugin: x a=1"),
                line("time=T level=INFO msg='[ERR] yamux: x'", Level.ERROR, "yamux: x"),
                line("2009/11/10 23:00:00 INFO [DEBUG] plugin: x", Level.DEBUG, "plugin: x"),
                line(
                        "2024-01-02T03:04:05.678Z\tinfo\tstdlog\tlog/log.go:7\t[WARN] x",
                        Level.WARN,
                        "x logger=stdlog caller=log/log.go:7"),
                line("{'level':'warn','msg':'[DEBUG] x'}", Level.WARN, "[DEBUG] x"),
                line("{'level':'info','msg':'[7] x'}", Level.INFO, "[7] x"),
                // klog
                line("I1124 15:04:05.123456       1 main.go:12] started", Level.INFO, "started caller=main.go:12"),
                line("W1124 15:04:05.123456   12345 a.go:1] ", Level.WARN, "caller=a.go:1"),
                line(
                        "E1124 15:04:05.123456 1 a.go:1] 'it failed' err='x y' pod='ns/p'",
                        Level.ERROR,
                        "it failed caller=a.go:1 err='x y' pod=ns/p"),
                // zap's console
                line("2024-01-02T03:04:05.678Z\tINFO\tready", Level.INFO, "ready"),
                line(
                        "2024-01-02T03:04:05.678+0100\tWARN\tcmd/main.go:7\tslow\t{'took': 12, 'why': 'a b'}",
                        Level.WARN,
                        "slow caller=cmd/main.go:7 took=12 why='a b'"),
                line(
                        "1.7041638e+09\terror\tname\tcmd/main.go:7\tbad\tthing",
                        Level.ERROR,
                        "bad\tthing logger=name caller=cmd/main.go:7"),
                // Go's log and slog
                line("2009/01/23 01:23:23 a message", Level.INFO, "a message"),
                line("2009/01/23 01:23:23.123123 /a/b/c/d.go:23: message", Level.INFO, "message caller=/a/b/c/d.go:23"),
                line("2009/11/10 23:00:00 WARN hello count=3", Level.WARN, "hello count=3"),
                line(
                        "time=2022-11-08T15:28:26.000-05:00 level=ERROR+2 source=/x/y.go:7 msg=hello 'a b'=3",
                        Level.ERROR,
                        "hello source=/x/y.go:7 a b=3"),
                line("{'time':'T','level':'DEBUG-4','msg':'m','g':{'a':1}}", Level.DEBUG, "m g='{\\'a\\':1}'"),
                // hclog with a caller
                line(
                        "{'@caller':'/x/y.go:7','@level':'info','@message':'m','o':{'a':1}}",
                        Level.INFO,
                        "m @caller=/x/y.go:7 o='{\\'a\\':1}'"));
    }

    static Stream<String> plainLines() {
        return Stream.of(
                "",
                "hello",
                "{",
                "{\"a\":1}",
                "{\"level\":\"info\",\"msg\":\"x\"} and more",
                "[\"@level\"]",
                "[FATAL] x",
                "a [WARN] x",
                "level=info without a message",
                "msg=x",
                "level=info msg=\"no end",
                "level=info msg=\"x\" =y",
                "http://x/?level=info&msg=x",
                "{".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_known_format_is_read(String line, Level level, String text) {
        LogLine read = LogLineParser.parse(line);
        assertThat(read.level()).isEqualTo(level);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.structured()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("plainLines")
    void anything_else_is_logged_as_it_is(String line) {
        LogLine read = LogLineParser.parse(line);
        assertThat(read).isEqualTo(LogLine.plain(line));
        assertThat(read.text()).isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void control_characters_are_made_visible(String text, String shown) {
        assertThat(LogLineParser.parse(text).text()).isEqualTo(shown);
    }

    static Stream<Arguments> hidden() {
        return Stream.of(
                Arguments.of("a\u001b[31mred", "a\\u001b[31mred"),
                Arguments.of("tab\tstays", "tab\tstays"),
                Arguments.of("bell\u0007\r", "bell\\u0007\\r"),
                Arguments.of("turned\u202e", "turned\\u202e"),
                Arguments.of("\u00e4\ud83d\ude80", "\u00e4\ud83d\ude80"));
    }

    private static Arguments line(String line, Level level, String text) {
        return Arguments.of(
                line.replace('\'', '"').replace("\"s ", "'s ").replace("\\'s", "'s"),
                level,
                text.replace('\'', '"').replace("it\"s", "it's"));
    }
}

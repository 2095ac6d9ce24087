package dev.assay.wire;

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
                line("[INFO]  m: x=1", Level.INFO, "m: x=1"),
                line("[WARN]x", Level.WARN, "x"),
                line("2024-01-02T03:04:05.678Z [ERROR] m: bad", Level.ERROR, "m: bad"),
                line("2024/01/02 03:04:05 [ERROR] bad", Level.ERROR, "bad"));
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

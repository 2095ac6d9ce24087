package dev.assay.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoCommands;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the real yamux, in both roles, over a unix socket. */
@ParameterizedClass
@EnumSource(Role.class)
class YamuxInteropIT {
    private static final int LARGE = 10_000_000;
    private static final int LONGEST_WAIT_SECONDS = 60;

    @Parameter
    Role role;

    @TempDir
    Path folder;

    private EventLoopGroup group;
    private Process peer;
    private SocketEnd end;

    @BeforeEach
    void connect() throws IOException {
        Path executable = GoCommands.executable("yamux-peer");
        String other = role == Role.CLIENT ? "server" : "client";
        Path socket = folder.resolve("s");
        peer = new ProcessBuilder(executable.toString(), other, socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = peer.inputReader();
        assertThat(output.readLine()).isEqualTo("listening");
        group = new NioEventLoopGroup(1);
        end = SocketEnd.connect(role, group, socket);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        if (end != null) {
            end.close();
        }
        if (group != null) {
            group.shutdownGracefully(0, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
        }
        if (peer != null) {
            assertThat(peer.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.exitValue()).isZero();
        }
    }

    @Test
    void ten_megabytes_come_back_as_they_were_sent() {
        Transfer echo = end.open('e', false);
        send(echo, LARGE);
        assertThat(bytes(echo)).isEqualTo(Wire.pattern(0, LARGE));
        assertThat(end.faults).isEmpty();
    }

    @Test
    void two_hundred_streams_at_once_each_get_their_own_bytes() {
        List<Transfer> echoes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            echoes.add(end.open('e', false));
        }
        for (int i = 0; i < 200; i++) {
            send(echoes.get(i), 1000 * i);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(bytes(echoes.get(i))).isEqualTo(Wire.pattern(0, 1000 * i));
        }
        assertThat(end.faults).isEmpty();
    }

    @Test
    void more_streams_than_the_backlog_holds_are_opened_in_turn() {
        List<Transfer> digests = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Transfer digest = end.open('d', false);
            send(digest, i);
            digests.add(digest);
        }
        for (int i = 0; i < 2000; i++) {
            assertThat(bytes(digests.get(i))).isEqualTo(sha256(Wire.pattern(0, i)));
        }
        assertThat(end.faults).isEmpty();
    }

    @Test
    void a_peer_that_does_not_read_one_stream_goes_on_with_the_others() {
        Transfer held = end.open('h', false);
        send(held, LARGE);
        Transfer echo = end.open('e', false);
        send(echo, 500_000);
        assertThat(bytes(echo)).isEqualTo(Wire.pattern(0, 500_000));
        assertThat(end.on(held.stream::queuedBytes)).isGreaterThan(LARGE - 600_000);

        send(end.open('g', false), 0);
        assertThat(bytes(held)).isEqualTo(sha256(Wire.pattern(0, LARGE)));
        assertThat(end.faults).isEmpty();
    }

    @Test
    void a_reader_here_that_is_slow_stops_the_sender_of_its_stream_alone() {
        Transfer slow = end.open('b', true);
        Transfer echo = end.open('e', false);
        send(echo, 500_000);
        assertThat(bytes(echo)).isEqualTo(Wire.pattern(0, 500_000));
        Awaitility.await()
                .atMost(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                .until(() -> end.on(slow::received) == YamuxLimits.INITIAL_WINDOW);

        end.on(() -> {
            slow.release();
            return slow;
        });
        assertThat(bytes(slow)).isEqualTo(Wire.pattern(0, LARGE));
        assertThat(end.faults).isEmpty();
    }

    @Test
    void a_stream_that_the_peer_opens_is_accepted() {
        Transfer opening = end.open('o', false);
        send(opening, 700_000);
        Awaitility.await().atMost(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).until(() -> !end.accepted.isEmpty());
        assertThat(bytes(end.accepted.element())).isEqualTo(Wire.pattern(0, 700_000));
        assertThat(end.faults).isEmpty();
    }

    @Test
    void pings_are_answered() {
        Awaitility.await().atMost(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).until(() -> end.pings.get() > 3);
        assertThat(end.faults).isEmpty();
    }

    @Test
    void a_stream_that_is_reset_here_leaves_the_others_alone() {
        Transfer gone = end.open('b', true);
        Transfer echo = end.open('e', false);
        Awaitility.await().atMost(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).until(() -> end.on(gone::received) > 0);
        end.on(() -> {
            gone.stream.reset();
            return gone;
        });
        send(echo, 500_000);
        assertThat(bytes(echo)).isEqualTo(Wire.pattern(0, 500_000));
        assertThat(end.faults).isEmpty();
    }

    private void send(Transfer transfer, int bytes) {
        end.on(() -> {
            transfer.stream.write(Wire.patternBuffer(0, bytes));
            transfer.stream.finish();
            return transfer;
        });
    }

    private static byte[] bytes(Transfer transfer) {
        return transfer.ended.orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.assay.run.place;

import dev.assay.pace.BackOff;
import dev.assay.run.report.RunSnapshot;
import dev.assay.text.DocumentException;
import dev.assay.text.HumanUnits;
import dev.assay.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Follows a run on a server to its end: by its stream of events, which is opened again when it breaks. In between the run is
 * asked for, so that a way that lets no stream through is enough. For one thread.
 */
final class RunFollowing {
    /** Outages that are told. A proxy may cut each stream after some seconds. */
    private static final int MOST_TOLD = 5;

    private final String server;
    private final ServerRequests requests;
    private final WaitLimits limits;
    private final RunListener listener;
    private final RunCreation.Pause pause;
    private final BackOff backOff;
    private int told;
    private long lastContact = System.nanoTime();
    private boolean isAway;
    private volatile boolean isOver;
    private volatile boolean hasEvents;
    private int newestStream;

    RunFollowing(
            String server, ServerRequests requests, WaitLimits limits, RunListener listener, RunCreation.Pause pause) {
        this.server = server;
        this.requests = requests;
        this.limits = limits;
        this.listener = listener;
        this.pause = pause;
        this.backOff = new BackOff(limits.firstPause(), limits.longestPause(), new Random());
    }

    /** The path of a run, below the address of the server. */
    static String path(String name) {
        return RunCreation.PATH + "/" + name;
    }

    /** Returns when the listener was told of the end. */
    void follow(String name) throws InterruptedException {
        while (!isOver) {
            watch(name);
            if (!isOver) {
                ask(name);
            }
            if (!isOver && pause.isEnded(backOff.nextDelay())) {
                return;
            }
        }
    }

    private void watch(String name) throws InterruptedException {
        hasEvents = false;
        long begin = System.nanoTime();
        String broken;
        try {
            ServerAnswer end = requests.stream(path(name) + "?watch=true", openStream());
            if (!end.isEventStream()) {
                // The next question shows why.
                return;
            }
            broken = "the stream of events ended";
        } catch (ServerFault fault) {
            broken = fault.getMessage();
        } finally {
            endStream();
        }
        if (hasEvents) {
            lastContact = System.nanoTime();
            if (lastContact - begin > limits.longestPause().toNanos()) {
                backOff.reset();
            }
        }
        if (!isOver) {
            away(broken);
        }
    }

    /** The reader of the next stream. It passes over all that comes after {@link #endStream}. */
    synchronized ServerEvents openStream() {
        int stream = ++newestStream;
        return new ServerEvents((event, data) -> take(stream, event, data));
    }

    /** Waits until the listener has been told of the event that is being read. */
    synchronized void endStream() {
        newestStream++;
    }

    /** On a thread of the client, which may still read a stream that was given up. */
    private synchronized void take(int stream, String event, String data) {
        if (isOver || stream != newestStream) {
            return;
        }
        if (event.equals("analysisrun")) {
            hasEvents = true;
            state(RunSnapshot.of(Json.object(data)));
        }
    }

    private void state(RunSnapshot run) {
        back();
        isOver = run.isOver();
        listener.state(run);
    }

    /** Tells of an outage when it begins. */
    private synchronized void away(String reason) {
        if (!isAway) {
            isAway = true;
            told++;
            if (told <= MOST_TOLD) {
                listener.note("tried to follow the run at " + server + ", but " + reason + "; connecting again"
                        + (told < MOST_TOLD ? "" : ", which is not told any more from now on"));
            }
        }
    }

    private synchronized void back() {
        if (isAway) {
            isAway = false;
            if (told >= MOST_TOLD) {
                return;
            }
            listener.note("connected to " + server + " again");
        }
    }

    private void ask(String name) throws InterruptedException {
        try {
            ServerAnswer answer = requests.get(path(name));
            if (answer.status() == 200) {
                lastContact = System.nanoTime();
                state(answer.run());
                return;
            }
            refused(answer);
        } catch (ServerFault fault) {
            away(fault.getMessage());
        } catch (DocumentException e) {
            away("it answered with something else (" + e.reason() + ")");
        }
        Duration outage = Duration.ofNanos(System.nanoTime() - lastContact);
        if (!isOver && outage.compareTo(limits.outage()) >= 0) {
            end("tried to follow the run at " + server + ", but it could not be reached for "
                    + HumanUnits.duration(limits.outage()) + "; see GET " + server + path(name) + " later");
        }
    }

    private void refused(ServerAnswer answer) {
        switch (answer.status()) {
            case 404 ->
                end(
                        "tried to follow the run at " + server
                                + ", but it has no such run any more: it was started anew, or somebody deleted it; run it again");
            case 401, 403 ->
                end("tried to follow the run at " + server + ", but it answers with status " + answer.status()
                        + "; give a token that may see runs with --token-file");
            default -> away("it answered with status " + answer.status());
        }
    }

    private void end(String reason) {
        isOver = true;
        listener.failed(List.of(reason));
    }
}

package dev.assay.run.place;

import dev.assay.run.report.RunSnapshot;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps all that it is told: {@code state Running}, {@code note ...}, {@code refused ...}, {@code failed ...}. */
final class RecordingListener implements RunListener {
    private static final int LIMIT_SECONDS = 30;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final List<RunSnapshot> states = new CopyOnWriteArrayList<>();

    @Override
    public void state(RunSnapshot run) {
        states.add(run);
        told.add("state " + run.phase());
    }

    @Override
    public void note(String sentence) {
        told.add("note " + sentence);
    }

    @Override
    public void refused(List<String> faults) {
        told.add("refused " + String.join(" | ", faults));
    }

    @Override
    public void failed(List<String> reasons) {
        told.add("failed " + String.join(" | ", reasons));
    }

    /** The next thing that is told. */
    String next() throws InterruptedException {
        String next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told within " + LIMIT_SECONDS + " s");
        }
        return next;
    }

    boolean isSilent() {
        return told.isEmpty();
    }
}

package dev.assay.log;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest lines of one plugin, over all its processes. One who follows them reads from here and has no queue, so a slow
 * reader misses lines, and is told how many. Thread-safe.
 */
final class LogRing {
    /** Lines that one who follows takes at a time, and holds while they are written. */
    private static final int PAGE = 50;

    private final LogKeep keep;
    private final InstantSource clock;
    private final Deque<KeptLine> lines = new ArrayDeque<>();
    private final Set<MultiEmitter<? super Long>> followers = ConcurrentHashMap.newKeySet();
    private long size;

    /** The number of the line that comes next; the first one had zero. */
    private long next;

    private volatile boolean closed;

    LogRing(LogKeep keep, InstantSource clock) {
        this.keep = keep;
        this.clock = clock;
    }

    void add(KeptLine line) {
        long number;
        synchronized (this) {
            lines.addLast(line);
            size += line.size();
            while (lines.size() > keep.lines() || (size > keep.bytes() && lines.size() > 1)) {
                size -= lines.removeFirst().size();
            }
            number = ++next;
        }
        followers.forEach(follower -> follower.emit(number));
    }

    /** Ends all who follow, now and later. */
    void close() {
        closed = true;
        followers.forEach(MultiEmitter::complete);
    }

    Multi<KeptLine> lines(LogQuery query) {
        return Multi.createFrom().deferred(() -> {
            List<KeptLine> present;
            long end;
            synchronized (this) {
                present = new ArrayList<>(lines);
                end = next;
            }
            List<KeptLine> accepted = present.stream().filter(query::accepts).toList();
            int left = accepted.size() - query.tail().orElse(accepted.size());
            Multi<KeptLine> shown = Multi.createFrom().iterable(accepted.subList(Math.max(0, left), accepted.size()));
            return query.follow()
                    ? Multi.createBy()
                            .concatenating()
                            .streams(shown, follow(end).filter(query::accepts))
                    : shown;
        });
    }

    private Multi<KeptLine> follow(long from) {
        Position position = new Position(from);
        return Multi.createFrom()
                .<Long>emitter(this::addFollower, BackPressureStrategy.LATEST)
                // The lines come on the threads that read the plugin's pipes, which must not wait for a reader.
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .onItem()
                .transformToMultiAndConcatenate(number -> Multi.createBy()
                        .repeating()
                        .supplier(() -> page(position))
                        .until(List::isEmpty)
                        .onItem()
                        .transformToMultiAndConcatenate(
                                page -> Multi.createFrom().iterable(page)));
    }

    private void addFollower(MultiEmitter<? super Long> follower) {
        followers.add(follower);
        follower.onTermination(() -> followers.remove(follower));
        // Lines may have come since the present ones were taken.
        follower.emit(0L);
        if (closed) {
            follower.complete();
        }
    }

    private synchronized List<KeptLine> page(Position position) {
        long oldest = next - lines.size();
        long missed = oldest - position.next;
        long begin = Math.max(oldest, position.next);
        List<KeptLine> page = latest(next - begin);
        position.next = begin + page.size();
        if (missed > 0) {
            page.add(
                    0,
                    KeptLine.leftOut(
                            clock.instant(),
                            missed + " lines were left out, since the reader was slower than the plugin"));
        }
        return page;
    }

    /** The first page of the latest lines. It walks from the end, where one who keeps up reads. */
    private List<KeptLine> latest(long count) {
        Iterator<KeptLine> fromEnd = lines.descendingIterator();
        for (long later = count - PAGE; later > 0; later--) {
            fromEnd.next();
        }
        Deque<KeptLine> page = new ArrayDeque<>();
        while (page.size() < Math.min(count, PAGE)) {
            page.addFirst(fromEnd.next());
        }
        return new ArrayList<>(page);
    }

    /** The line that one who follows reads next. Guarded by the ring. */
    private static final class Position {
        private long next;

        Position(long next) {
            this.next = next;
        }
    }
}

package dev.assay.cluster;

import dev.assay.pace.RateBudget;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes Events of {@code events.k8s.io/v1} and blocks meanwhile. A repetition is counted in the {@code series} of the
 * first Event. Not safe for several threads.
 */
final class EventWriter {
    private static final Logger LOG = Logger.getLogger(EventWriter.class);

    private static final String CONTROLLER = "assay";

    private static final String RESOURCE = "events.events.k8s.io";

    /** The API server keeps an Event for an hour; a later repetition is a new one. */
    private static final Duration SERIES = Duration.ofMinutes(30);

    /** Events at once, and then one in each pause: a plugin that fails over and over must not fill the cluster's etcd. */
    private static final int AT_ONCE = 25;

    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** Texts whose repetitions are counted; more are hardly current at once. */
    private static final int MOST_REMEMBERED = 128;

    /** A name has 253 characters at most, of which the dot and the number take 17. */
    private static final int LONGEST_BASE = 230;

    /** Go's MicroTime: always six digits. */
    private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final Supplier<ObjectReference> regarding;
    private final String instance;
    private final InstantSource clock;
    private final RateBudget budget;
    private final Map<EventText, Written> written = new LinkedHashMap<>();
    private long created;

    /**
     * An Event that was sent.
     *
     * @param event as it was written first
     */
    private record Written(Event event, int count, Instant at) {}

    /**
     * @param regarding the object that the Events are about
     * @param pod the name of this pod; blank where it is none
     */
    EventWriter(Cluster cluster, Supplier<ObjectReference> regarding, String pod, InstantSource clock) {
        this.cluster = cluster;
        this.regarding = regarding;
        this.instance = pod.isBlank() ? CONTROLLER : pod;
        this.clock = clock;
        this.budget = RateBudget.oneIn(PAUSE, AT_ONCE, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /** Throws {@link ClusterException}. */
    void write(EventText text) {
        Instant now = clock.instant();
        Written before = written.remove(text);
        boolean repeated = before != null && before.at().plus(SERIES).isAfter(now);
        Written next =
                repeated ? new Written(before.event(), before.count() + 1, now) : new Written(event(text, now), 1, now);
        if (budget.spend()) {
            send(next);
            remember(text, next);
        } else {
            LOG.debugf("No Event for %s: there were too many", text);
            if (repeated) {
                remember(text, new Written(next.event(), next.count(), before.at()));
            }
        }
    }

    private void remember(EventText text, Written event) {
        written.put(text, event);
        if (written.size() > MOST_REMEMBERED) {
            written.remove(written.keySet().iterator().next());
        }
    }

    private void send(Written event) {
        String namespace = event.event().getMetadata().getNamespace();
        if (event.count() == 1) {
            ClusterCall call = new ClusterCall("create", RESOURCE, namespace, "");
            Event unused = cluster.ask(call, client -> client.events()
                    .v1()
                    .events()
                    .resource(event.event())
                    .create());
            return;
        }
        Event counted = new EventBuilder(event.event())
                .withNewSeries()
                .withCount(event.count())
                .withLastObservedTime(new MicroTime(MICRO_TIME.format(event.at())))
                .endSeries()
                .build();
        // Applied and not patched: for a patch the client would read the whole Event first, which needs one more right.
        ClusterCall call = new ClusterCall(
                "patch", RESOURCE, namespace, event.event().getMetadata().getName());
        Event unused = cluster.ask(call, client -> client.events()
                .v1()
                .events()
                .resource(counted)
                .forceConflicts()
                .serverSideApply());
    }

    private Event event(EventText text, Instant now) {
        ObjectReference map = regarding.get();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(map.getNamespace())
                .withName(name(map.getName(), now))
                .endMetadata()
                .withEventTime(new MicroTime(MICRO_TIME.format(now)))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withAction("Configure")
                .withType(text.type().text())
                .withReason(text.reason())
                .withNote(instance.equals(CONTROLLER) ? text.note() : text.noteOf(instance))
                .withRegarding(map)
                .build();
    }

    /** The name that client-go would give: the object that the Event is about, and a number that no other has. */
    private String name(String about, Instant now) {
        long nanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        String base = about.substring(0, Math.min(about.length(), LONGEST_BASE));
        return base + "." + Long.toHexString(nanos + created++);
    }
}

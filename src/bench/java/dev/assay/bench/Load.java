package dev.assay.bench;

import java.time.Duration;
import java.util.List;

/** Callers that each have one call in flight, and make the next when it is answered. */
interface Load {
    /** Each call's nanoseconds. Returns when all calls are answered; fails when one was not Successful. */
    List<Long> callFor(Duration time) throws Exception;
}

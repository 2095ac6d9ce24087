package dev.assay.process;

import java.time.Duration;

/**
 * A sample of what a plugin's process and its descendants use. Two samples give a rate: the difference of {@code
 * cpuTime} by that of {@code age}.
 *
 * @param age the time from the launch to the sample, by a clock that is never set
 * @param cpuTime the processor time since the launch; never less than in an earlier sample
 * @param residentBytes the memory that is in use now, without pages of files, which the system can take back
 * @param cores the processors that they have kept busy since the sample before, for instance 0.5
 * @param processes how many processes there are
 * @param threads how many they have together
 * @param openDescriptors how many files, sockets and pipes they have open together
 */
public record ProcessUsage(
        Duration age,
        Duration cpuTime,
        double cores,
        long residentBytes,
        int processes,
        long threads,
        long openDescriptors) {}

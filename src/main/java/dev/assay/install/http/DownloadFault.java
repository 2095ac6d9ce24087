package dev.assay.install.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failed download, without the name of the plugin. The message is {@code REASON; REMEDY}. */
public final class DownloadFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The remedy for a fault. */
    public enum Kind {
        /** The next attempt may succeed. */
        PASSING,
        /** The server, or a proxy, refuses the file. A file of an earlier download may be used. */
        REFUSED,
        /** The file that came is not the one that is wanted. */
        CONTENT,
        /** A setting of the user is wrong. */
        SETTING
    }

    private final Kind kind;
    private final String reason;
    private final @Nullable String setting;
    private final @Nullable Duration retryAfter;

    private DownloadFault(
            Kind kind,
            String reason,
            String message,
            @Nullable String setting,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.reason = reason;
        this.setting = setting;
        this.retryAfter = retryAfter;
    }

    static DownloadFault of(Kind kind, String reason, String remedy) {
        return of(kind, reason, remedy, null);
    }

    static DownloadFault of(Kind kind, String reason, String remedy, @Nullable Throwable cause) {
        return new DownloadFault(kind, reason, reason + "; " + remedy, null, null, cause);
    }

    /** A fault whose message has its remedy already. */
    static DownloadFault withOwnRemedy(Kind kind, String message, @Nullable Throwable cause) {
        return new DownloadFault(kind, message, message, null, null, cause);
    }

    /** This fault with the delay that the server asks for. */
    DownloadFault withRetryAfter(Optional<Duration> asked) {
        return new DownloadFault(kind, reason, String.valueOf(getMessage()), setting, asked.orElse(null), getCause());
    }

    /** This fault with the name of the setting by which it is mended. */
    DownloadFault mendedBy(String newSetting) {
        return new DownloadFault(kind, reason, String.valueOf(getMessage()), newSetting, retryAfter, getCause());
    }

    public Kind kind() {
        return kind;
    }

    boolean isPassing() {
        return kind == Kind.PASSING;
    }

    /** Without the remedy. */
    public String reason() {
        return reason;
    }

    /** Whether it is mended by the setting of this name. */
    public boolean isMendedBy(String name) {
        return name.equals(setting);
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

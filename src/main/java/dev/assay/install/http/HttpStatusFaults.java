package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;

/** The faults of responses without a file, by their status. */
final class HttpStatusFaults {
    private static final String CREDENTIALS =
            "check the credentials: the headers in the Secrets that headersFrom names, or user and password in location";

    private HttpStatusFaults() {}

    /** Whether the body of the response is a file, or with 206 a part of it. */
    static boolean isFile(int status) {
        return status == 200 || status == 203 || status == 206;
    }

    /** @param who was asked, the subject of a sentence */
    static DownloadFault fault(int status, String who) {
        String reason = who + " answered " + status + phrase(status);
        if (isPassing(status)) {
            return DownloadFault.of(Kind.PASSING, reason, "see what the server does");
        }
        return DownloadFault.of(Kind.REFUSED, reason, remedy(status));
    }

    /** The fault of a proxy that refuses a tunnel to a server. */
    static DownloadFault tunnelFault(int status, String proxy) {
        String reason = proxy + " answered " + status + phrase(status);
        return isPassing(status)
                ? DownloadFault.of(Kind.PASSING, reason, "see what it does, and that it reaches the server")
                : DownloadFault.of(Kind.REFUSED, reason, "have it let Assay through, or name the server in NO_PROXY");
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403 -> CREDENTIALS;
            case 404 -> "correct location; for a file that is not public, " + CREDENTIALS;
            case 407 -> "correct user and password in HTTPS_PROXY or HTTP_PROXY";
            case 410 -> "the file is gone for good, write another location";
            default ->
                status >= 400
                        ? "correct location, or the headers in the Secrets that headersFrom names"
                        : "write the address of the file itself";
        };
    }

    private static String phrase(int status) {
        return switch (status) {
            case 202 -> " Accepted";
            case 204 -> " No Content";
            case 300 -> " Multiple Choices";
            case 304 -> " Not Modified";
            case 400 -> " Bad Request";
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 405 -> " Method Not Allowed";
            case 407 -> " Proxy Authentication Required";
            case 408 -> " Request Timeout";
            case 410 -> " Gone";
            case 416 -> " Range Not Satisfiable";
            case 425 -> " Too Early";
            case 429 -> " Too Many Requests";
            case 500 -> " Internal Server Error";
            case 502 -> " Bad Gateway";
            case 503 -> " Service Unavailable";
            case 504 -> " Gateway Timeout";
            default -> "";
        };
    }
}

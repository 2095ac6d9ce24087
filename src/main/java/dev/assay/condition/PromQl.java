package dev.assay.condition;

import java.util.regex.Pattern;

/** PromQL that stands where a condition belongs, which happens to many. */
final class PromQl {
    /** A function over a range of time, a selector with a label, or a grouping. */
    private static final Pattern MARKS = Pattern.compile("\\[[0-9]{1,6}(?:ms|[smhdwy])[:\\]0-9a-z]"
            + "|\\{\\s{0,9}[a-zA-Z_]\\w{0,99}\\s{0,9}(?:=~|!~|!=|=)\\s{0,9}[\"']"
            + "|\\b(?:by|without)\\s{0,9}\\("
            + "|\\b(?:histogram_quantile|sum|avg|rate|irate|increase|delta|absent|topk)\\s{0,9}\\(\\s{0,9}"
            + "(?:rate|irate|increase|sum|avg|[a-zA-Z_:]\\w{0,99}_(?:total|count|sum|bucket|seconds))\\b");

    private PromQl() {}

    /** The fault, with a hint where the text is PromQL. */
    static String explained(String condition, String fault) {
        return MARKS.matcher(condition).find()
                ? fault + "; this is PromQL: write it as the query of the metric, and here what its result must be, for"
                        + " instance result[0] > 0.95"
                : fault;
    }
}

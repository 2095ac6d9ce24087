package dev.assay.condition.value;

import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Go's layouts of time ({@code time.Layout}): a sample of the text, made of the parts of Mon Jan 2 15:04:05 MST 2006. */
final class TimeLayout {
    /** The names of the months, from January. */
    static final List<String> MONTHS = Stream.of(Month.values())
            .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .toList();

    /** The names of the days, by Go's numbers of them. */
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    /** The layout of {@code time.Time.String}. */
    static final String STRING = "2006-01-02 15:04:05.999999999 -0700 MST";

    private static final Pattern PARTS =
            Pattern.compile("January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006"
                    + "|2|__2|_2(?!006)|3|4|5|PM|pm|-070000|-07:00:00|-0700|-07:00|-07|Z070000|Z07:00:00|Z0700|Z07:00|Z07"
                    + "|[.,]0+(?![0-9])|[.,]9+(?![0-9])");

    /** The steps that it takes to write or to read a part. */
    private static final int PART = 50;

    private TimeLayout() {}

    /**
     * A piece of a layout.
     *
     * @param isPart whether it stands for a part of the time; otherwise it is text
     */
    record Piece(String text, boolean isPart) {
        boolean isFraction() {
            return isPart && (text.startsWith(".") || text.startsWith(","));
        }

        boolean isOffset() {
            return isPart && (text.startsWith("-07") || text.startsWith("Z07"));
        }
    }

    static List<Piece> pieces(String layout, Budget budget) {
        budget.steps(layout.length());
        List<Piece> pieces = new ArrayList<>();
        Matcher part = PARTS.matcher(layout);
        int at = 0;
        while (part.find()) {
            if (part.start() > at) {
                pieces.add(new Piece(layout.substring(at, part.start()), false));
            }
            budget.steps(PART);
            pieces.add(new Piece(part.group(), true));
            at = part.end();
        }
        if (at < layout.length()) {
            pieces.add(new Piece(layout.substring(at), false));
        }
        return pieces;
    }

    static String write(Moment moment, String layout, Budget budget) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces(layout, budget)) {
            String text = piece.isPart() ? written(moment, piece) : piece.text();
            budget.text(text.length());
            out.append(text);
        }
        return out.toString();
    }

    private static String written(Moment moment, Piece piece) {
        ZonedDateTime time = moment.time();
        if (piece.isFraction()) {
            return fraction(time.getNano(), piece.text());
        }
        if (piece.isOffset()) {
            return offset(time.getOffset(), piece.text());
        }
        return switch (piece.text()) {
            case "January" -> MONTHS.get(time.getMonthValue() - 1);
            case "Jan" -> MONTHS.get(time.getMonthValue() - 1).substring(0, 3);
            case "Monday" -> DAYS.get(time.getDayOfWeek().getValue() % 7);
            case "Mon" -> DAYS.get(time.getDayOfWeek().getValue() % 7).substring(0, 3);
            case "MST" -> moment.abbreviation().isEmpty() ? zone(time) : moment.abbreviation();
            case "2006" -> padded(time.getYear(), 4);
            case "06" -> padded(Math.floorMod(time.getYear(), 100), 2);
            case "01" -> padded(time.getMonthValue(), 2);
            case "1" -> String.valueOf(time.getMonthValue());
            case "02" -> padded(time.getDayOfMonth(), 2);
            case "2" -> String.valueOf(time.getDayOfMonth());
            case "_2" -> String.format("%2d", time.getDayOfMonth());
            case "002" -> padded(time.getDayOfYear(), 3);
            case "__2" -> String.format("%3d", time.getDayOfYear());
            case "15" -> padded(time.getHour(), 2);
            case "03" -> padded(halfDay(time), 2);
            case "3" -> String.valueOf(halfDay(time));
            case "04" -> padded(time.getMinute(), 2);
            case "4" -> String.valueOf(time.getMinute());
            case "05" -> padded(time.getSecond(), 2);
            case "5" -> String.valueOf(time.getSecond());
            case "PM" -> time.getHour() < 12 ? "AM" : "PM";
            default -> time.getHour() < 12 ? "am" : "pm";
        };
    }

    private static int halfDay(ZonedDateTime time) {
        return time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    }

    private static String padded(int number, int width) {
        String digits = String.valueOf(Math.abs(number));
        return (number < 0 ? "-" : "") + "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String fraction(int nanos, String part) {
        int digits = Math.min(part.length() - 1, 9);
        String all = padded(nanos, 9).substring(0, digits);
        if (part.charAt(1) == '0') {
            return part.charAt(0) + all;
        }
        String shortest = all.replaceFirst("0+$", "");
        return shortest.isEmpty() ? "" : part.charAt(0) + shortest;
    }

    static String offset(ZoneOffset offset, String part) {
        int seconds = Math.abs(offset.getTotalSeconds());
        if (part.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        String colon = part.contains(":") ? ":" : "";
        StringBuilder out = new StringBuilder(offset.getTotalSeconds() < 0 ? "-" : "+");
        out.append(padded(seconds / 3600, 2));
        int length = part.replace(":", "").length();
        if (length >= 5) {
            out.append(colon).append(padded(seconds / 60 % 60, 2));
        }
        if (length >= 7) {
            out.append(colon).append(padded(seconds % 60, 2));
        }
        return out.toString();
    }

    /** The short name of the time zone; a zone without a name is written as its offset. */
    private static String zone(ZonedDateTime time) {
        if (time.getZone() instanceof ZoneOffset offset) {
            return offset.getTotalSeconds() == 0 ? "UTC" : offset(offset, "-0700");
        }
        String id = time.getZone().getId();
        return id.equals("UTC")
                ? "UTC"
                : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
    }
}

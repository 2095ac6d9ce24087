package dev.assay.condition.value;

import dev.assay.text.GoQuote;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reader of times by a layout, as Go's {@code time.ParseInLocation}. */
public final class TimeReader {
    private static final Pattern ZONE_NAME =
            Pattern.compile("ChST|MeST|GMT[+-][0-9]{1,2}|[A-Z]{3,4}(?![A-Z])|[+-][0-9]{2}");

    private final String layout;
    private final String text;
    private String rest;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean afternoon;
    private boolean morning;
    private @Nullable ZoneOffset offset;
    private String abbreviation = "";

    private TimeReader(String layout, String text) {
        this.layout = layout;
        this.text = text;
        this.rest = text;
    }

    /**
     * Reads a time.
     *
     * @param zone the zone of a text that names none
     */
    public static Moment read(String layout, String text, ZoneId zone, Budget budget) {
        return new TimeReader(layout, text).moment(zone, budget);
    }

    private Moment moment(ZoneId zone, Budget budget) {
        List<TimeLayout.Piece> pieces = TimeLayout.pieces(layout, budget);
        for (int i = 0; i < pieces.size(); i++) {
            budget.read(rest);
            TimeLayout.Piece piece = pieces.get(i);
            if (!piece.isPart()) {
                literal(piece);
            } else if (piece.isFraction()) {
                fraction(piece);
            } else if (piece.isOffset()) {
                offset(piece);
            } else {
                part(piece);
                if (piece.text().endsWith("5") && !piece.text().equals("15")) {
                    unaskedFraction(i + 1 < pieces.size() ? pieces.get(i + 1) : null);
                }
            }
        }
        if (!rest.isEmpty()) {
            throw fault(": extra text: " + GoQuote.quote(rest));
        }
        return assembled(zone);
    }

    private Moment assembled(ZoneId zone) {
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (morning && hour == 12) {
            hour = 0;
        }
        try {
            LocalDate date = dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
            LocalTime clock = LocalTime.of(hour, minute, second, nanos);
            return new Moment(LocalDateTime.of(date, clock).atZone(offset == null ? zone : offset), abbreviation);
        } catch (DateTimeException e) {
            throw fault(dayOfYear > 0 ? ": day-of-year out of range" : ": day out of range");
        }
    }

    private void literal(TimeLayout.Piece piece) {
        int at = 0;
        for (char c : piece.text().toCharArray()) {
            boolean same = at < rest.length() && rest.charAt(at) == c;
            boolean endsBeforeSpace = c == ' ' && at == rest.length();
            if (!same && !endsBeforeSpace) {
                rest = rest.substring(at);
                throw mismatch(piece);
            }
            at += same ? 1 : 0;
            while (c == ' ' && at < rest.length() && rest.charAt(at) == ' ') {
                at++;
            }
        }
        rest = rest.substring(at);
    }

    private void part(TimeLayout.Piece piece) {
        switch (piece.text()) {
            case "January" -> month = 1 + name(piece, TimeLayout.MONTHS, 0);
            case "Jan" -> month = 1 + name(piece, TimeLayout.MONTHS, 3);
            case "Monday" -> name(piece, TimeLayout.DAYS, 0);
            case "Mon" -> name(piece, TimeLayout.DAYS, 3);
            case "2006" -> year = digits(piece, 4, 4);
            case "06" -> {
                int two = digits(piece, 2, 2);
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case "01" -> month = within(piece, digits(piece, 2, 2), 1, 12, "month");
            case "1" -> month = within(piece, digits(piece, 1, 2), 1, 12, "month");
            case "02" -> day = digits(piece, 2, 2);
            case "2" -> day = digits(piece, 1, 2);
            case "_2" -> day = spaced(piece, 2);
            case "002" -> dayOfYear = within(piece, digits(piece, 3, 3), 1, 366, "day-of-year");
            case "__2" -> dayOfYear = within(piece, spaced(piece, 3), 1, 366, "day-of-year");
            case "15" -> hour = within(piece, digits(piece, 1, 2), 0, 23, "hour");
            case "03" -> hour = within(piece, digits(piece, 2, 2), 0, 12, "hour");
            case "3" -> hour = within(piece, digits(piece, 1, 2), 0, 12, "hour");
            case "04" -> minute = within(piece, digits(piece, 2, 2), 0, 59, "minute");
            case "4" -> minute = within(piece, digits(piece, 1, 2), 0, 59, "minute");
            case "05" -> second = within(piece, digits(piece, 2, 2), 0, 59, "second");
            case "5" -> second = within(piece, digits(piece, 1, 2), 0, 59, "second");
            case "MST" -> zoneName(piece);
            default -> half(piece);
        }
    }

    private int name(TimeLayout.Piece piece, List<String> names, int letters) {
        for (int i = 0; i < names.size(); i++) {
            String name = letters == 0 ? names.get(i) : names.get(i).substring(0, letters);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i;
            }
        }
        throw mismatch(piece);
    }

    private void half(TimeLayout.Piece piece) {
        boolean upper = piece.text().equals("PM");
        afternoon = rest.startsWith(upper ? "PM" : "pm");
        morning = rest.startsWith(upper ? "AM" : "am");
        if (!afternoon && !morning) {
            throw mismatch(piece);
        }
        rest = rest.substring(2);
    }

    private int spaced(TimeLayout.Piece piece, int width) {
        int spaces = 0;
        while (spaces < width - 1 && rest.startsWith(" ")) {
            rest = rest.substring(1);
            spaces++;
        }
        return digits(piece, width == 3 ? 3 - spaces : 1, width - (width == 3 ? spaces : 0));
    }

    private int digits(TimeLayout.Piece piece, int least, int most) {
        int count = 0;
        while (count < most && count < rest.length() && isDigit(rest.charAt(count))) {
            count++;
        }
        if (count < least) {
            throw mismatch(piece);
        }
        int number = Integer.parseInt(rest.substring(0, count));
        rest = rest.substring(count);
        return number;
    }

    private int within(TimeLayout.Piece piece, int number, int least, int most, String name) {
        if (number < least || number > most) {
            throw piece.isPart() ? fault(": " + name + " out of range") : mismatch(piece);
        }
        return number;
    }

    private void fraction(TimeLayout.Piece piece) {
        if (piece.text().charAt(1) == '0') {
            int length = piece.text().length();
            if (rest.length() < length || (rest.charAt(0) != '.' && rest.charAt(0) != ',')) {
                throw mismatch(piece);
            }
            String digits = rest.substring(1, length);
            if (!digits.chars().allMatch(c -> isDigit((char) c))) {
                throw mismatch(piece);
            }
            takeFraction(length);
        } else {
            optionalFraction();
        }
    }

    /** A text may have a fraction after its seconds where the layout has none. */
    private void unaskedFraction(TimeLayout.@Nullable Piece next) {
        if (next == null || !next.isFraction()) {
            optionalFraction();
        }
    }

    private void optionalFraction() {
        if (rest.length() < 2 || (rest.charAt(0) != '.' && rest.charAt(0) != ',') || !isDigit(rest.charAt(1))) {
            return;
        }
        int length = 1;
        while (length < rest.length() && isDigit(rest.charAt(length))) {
            length++;
        }
        takeFraction(length);
    }

    private void takeFraction(int length) {
        nanos = Integer.parseInt((rest.substring(1, length) + "000000000").substring(0, 9));
        rest = rest.substring(length);
    }

    private void offset(TimeLayout.Piece piece) {
        if (piece.text().startsWith("Z") && rest.startsWith("Z")) {
            rest = rest.substring(1);
            offset = ZoneOffset.UTC;
            return;
        }
        String colon = piece.text().contains(":") ? ":" : "";
        int length = piece.text().replace(":", "").length();
        String pattern = "([+-])([0-9]{2})" + (length >= 5 ? colon + "([0-9]{2})" : "()")
                + (length >= 7 ? colon + "([0-9]{2})" : "()");
        Matcher match = Pattern.compile(pattern).matcher(rest);
        if (!match.lookingAt()) {
            throw mismatch(piece);
        }
        int seconds = within(piece, number(match.group(2)), 0, 24, "time zone offset hour") * 3600
                + within(piece, number(match.group(3)), 0, 60, "time zone offset minute") * 60
                + within(piece, number(match.group(4)), 0, 60, "time zone offset second");
        rest = rest.substring(match.end());
        try {
            offset = ZoneOffset.ofTotalSeconds(match.group(1).equals("-") ? -seconds : seconds);
        } catch (DateTimeException e) {
            throw fault(": time zone offset hour out of range");
        }
    }

    private void zoneName(TimeLayout.Piece piece) {
        if (rest.startsWith("UTC")) {
            rest = rest.substring(3);
            offset = ZoneOffset.UTC;
            return;
        }
        Matcher match = ZONE_NAME.matcher(rest);
        if (!match.lookingAt()) {
            throw mismatch(piece);
        }
        String name = match.group();
        rest = rest.substring(name.length());
        abbreviation = name;
        offset = name.startsWith("GMT") && name.length() > 3
                ? ZoneOffset.ofHours(Math.min(Math.max(Integer.parseInt(name.substring(3)), -18), 18))
                : ZoneOffset.UTC;
    }

    private static int number(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private ExpressionException mismatch(TimeLayout.Piece piece) {
        return new ExpressionException("parsing time " + GoQuote.quote(text) + " as " + GoQuote.quote(layout)
                + ": cannot parse " + GoQuote.quote(rest) + " as " + GoQuote.quote(piece.text()));
    }

    private ExpressionException fault(String why) {
        return new ExpressionException("parsing time " + GoQuote.quote(text) + why);
    }
}

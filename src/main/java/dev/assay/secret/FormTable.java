package dev.assay.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * A hash table of texts by their first characters. It finds those that begin at a place of another text. A long text is
 * kept as pieces of bounded length, so one place costs a bounded number of comparisons. Immutable after {@link #of}.
 */
final class FormTable {
    /** The lengths of the keys, each for the texts that are too short for the one before. */
    private static final int[] KEYS = {8, 4, 1};

    /** From this length on, the start of a text counts where the other text was cut. */
    private static final int SHORTEST_START = KEYS[0];

    /** Pieces of this length are compared whole. */
    private static final int PIECE = 64;

    /** Nine bytes of Base64, six of hex: any part of an encoded value that is as long is found, wherever its lines are broken. */
    private static final int WINDOW = 12;

    private final int key;
    private final int shortestPart;
    private int[] heads = new int[0];
    private int[] next = new int[16];
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private final List<String> texts = new ArrayList<>();

    /** Entries that are found at the beginning of a word only. */
    private final BitSet ends = new BitSet();

    private FormTable(int key, int shortestPart) {
        this.key = key;
        this.shortestPart = shortestPart;
    }

    /**
     * The tables that are needed for these texts.
     *
     * @param forms found where they stand whole
     * @param encodings found by any part of {@value #WINDOW} characters
     * @param shortestPart a shorter form is found only as a whole word
     */
    static List<FormTable> of(Collection<String> forms, Collection<String> encodings, int shortestPart) {
        List<FormTable> tables = new ArrayList<>();
        int longest = Integer.MAX_VALUE;
        for (int key : KEYS) {
            FormTable table = new FormTable(key, shortestPart);
            table.resize(2 * total(forms, encodings));
            for (String form : forms) {
                if (form.length() >= key && form.length() < longest) {
                    table.addPieces(form);
                }
            }
            if (key == KEYS[0]) {
                encodings.forEach(table::addWindows);
            }
            if (!table.texts.isEmpty()) {
                table.resize(2 * table.texts.size());
                tables.add(table);
            }
            longest = key;
        }
        return List.copyOf(tables);
    }

    /** The end of the longest text that begins at this place, {@code at} where there is none. */
    int end(String text, int at, int cut) {
        if (text.length() - at < key) {
            return at;
        }
        int end = at;
        for (int entry = heads[slot(text, at)] - 1; entry >= 0; entry = next[entry] - 1) {
            end = Math.max(end, end(entry, text, at, cut));
        }
        return end;
    }

    private int end(int entry, String text, int at, int cut) {
        String form = texts.get(entry);
        int length = lengths[entry];
        if (text.regionMatches(at, form, offsets[entry], length)) {
            boolean may =
                    ends.get(entry) ? !isLetter(text, at - 1) : length >= shortestPart || isWord(text, at, at + length);
            return may ? at + length : at;
        }
        boolean isStart = cut < at + length
                && cut - at >= SHORTEST_START
                && text.regionMatches(at, form, offsets[entry], cut - at);
        return isStart ? cut : at;
    }

    private void addPieces(String form) {
        int last = form.length() < 2 * PIECE ? 0 : form.length() - PIECE;
        for (int offset = 0; offset < last; offset += PIECE) {
            add(form, offset, PIECE, false);
        }
        add(form, last, form.length() - last, false);
    }

    private void addWindows(String form) {
        for (int offset = 0; offset + WINDOW <= form.length(); offset += SecretEncodings.step(form)) {
            add(form, offset, WINDOW, false);
        }
        // The end of an encoded value, when the line broke shortly before it.
        for (int length = key; length < Math.min(WINDOW, form.length() + 1); length++) {
            add(form, form.length() - length, length, length < form.length());
        }
    }

    private void add(String form, int offset, int length, boolean isEnd) {
        int slot = slot(form, offset);
        for (int entry = heads[slot] - 1; entry >= 0; entry = next[entry] - 1) {
            if (lengths[entry] == length && texts.get(entry).regionMatches(offsets[entry], form, offset, length)) {
                ends.set(entry, isEnd && ends.get(entry));
                return;
            }
        }
        int entry = texts.size();
        if (entry == offsets.length) {
            next = Arrays.copyOf(next, 2 * entry);
            offsets = Arrays.copyOf(offsets, 2 * entry);
            lengths = Arrays.copyOf(lengths, 2 * entry);
        }
        texts.add(form);
        ends.set(entry, isEnd);
        offsets[entry] = offset;
        lengths[entry] = length;
        next[entry] = heads[slot];
        heads[slot] = entry + 1;
    }

    /** Makes place for as many chains, a power of two. */
    private void resize(int chains) {
        heads = new int[Integer.highestOneBit(Math.max(16, chains) - 1) << 1];
        for (int entry = 0; entry < texts.size(); entry++) {
            int slot = slot(texts.get(entry), offsets[entry]);
            next[entry] = heads[slot];
            heads[slot] = entry + 1;
        }
    }

    private int slot(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + key; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        hash *= 0x9E3779B9;
        return (hash >>> 15 ^ hash) & (heads.length - 1);
    }

    private static int total(Collection<String> forms, Collection<String> encodings) {
        return forms.size()
                + encodings.stream()
                        .mapToInt(encoding -> encoding.length() / SecretEncodings.step(encoding))
                        .sum();
    }

    private static boolean isWord(String text, int from, int to) {
        return !isLetter(text, to) && (!isLetter(text, from - 1) || followsEscape(text, from));
    }

    /** Whether the letter before is that of an escape, such as {@code \n}. */
    private static boolean followsEscape(String text, int from) {
        return from >= 2 && text.charAt(from - 2) == '\\' && "nrt".indexOf(text.charAt(from - 1)) >= 0;
    }

    private static boolean isLetter(String text, int index) {
        return index >= 0
                && index < text.length()
                && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
    }
}

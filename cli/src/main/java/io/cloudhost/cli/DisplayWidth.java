package io.cloudhost.cli;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** Tells how many columns of a terminal a text takes. */
final class DisplayWidth {

    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI,
            UnicodeScript.TANGUT);

    /** The blanks and the punctuation of these scripts, and Latin letters as wide as theirs. */
    private static final int FIRST_CJK_SYMBOL = 0x3000;

    private static final int LAST_CJK_SYMBOL = 0x303E;
    private static final int FIRST_FULL_WIDTH = 0xFF01;
    private static final int LAST_FULL_WIDTH = 0xFF60;
    private static final int FIRST_PICTURE = 0x1F000;
    private static final int LAST_PICTURE = 0x1FAFF;

    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** Returns as much of the beginning of a text as fits. */
    static String cut(String text, int columns) {
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            width += of(codePoint);
            if (width > columns) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private static int of(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return isBetween(FIRST_CJK_SYMBOL, codePoint, LAST_CJK_SYMBOL)
                || isBetween(FIRST_FULL_WIDTH, codePoint, LAST_FULL_WIDTH)
                || isBetween(FIRST_PICTURE, codePoint, LAST_PICTURE)
                || (WIDE.contains(UnicodeScript.of(codePoint)) && !isHalfWidth(codePoint));
    }

    private static boolean isHalfWidth(int codePoint) {
        return codePoint > LAST_FULL_WIDTH && codePoint <= 0xFFDC;
    }

    private static boolean isBetween(int first, int codePoint, int last) {
        return first <= codePoint && codePoint <= last;
    }
}

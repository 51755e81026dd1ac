package io.cloudhost.docs;

/**
 * What stands between two fences.
 *
 * @param page the page, from the project's root
 * @param line the line of the first fence, from 1
 * @param language what stands behind the first fence; may be empty
 * @param text the lines between, each with its end
 */
public record CodeBlock(String page, int line, String language, String text) {

    Problem problem(String what) {
        return new Problem(page + ":" + line, what);
    }

    /**
     * Tells of a problem at one of the lines.
     *
     * @param lineOfText the line of the text, from 1
     */
    Problem problem(long lineOfText, String what) {
        return new Problem(page + ":" + (line + lineOfText), what);
    }
}

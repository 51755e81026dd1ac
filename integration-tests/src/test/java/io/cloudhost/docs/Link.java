package io.cloudhost.docs;

/**
 * A link in the prose of a page.
 *
 * @param page the page, from the project's root
 * @param line its line, from 1
 * @param target what it leads to, as it is written
 */
record Link(String page, int line, String target) {

    /** Tells whether it leads out of the project. */
    boolean isExternal() {
        return target.matches("[a-z]+:.*");
    }

    Problem problem(String what) {
        return new Problem(page + ":" + line, what);
    }
}

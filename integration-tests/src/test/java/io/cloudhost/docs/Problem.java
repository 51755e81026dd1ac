package io.cloudhost.docs;

/**
 * Something that is wrong on a page.
 *
 * @param place the page and the line, as an editor opens it
 * @param what what is wrong
 */
record Problem(String place, String what) {

    @Override
    public String toString() {
        return place + ": " + what.strip();
    }
}

package io.cloudhost.docs;

import java.util.List;

/** Checks blocks of one language. */
interface BlockCheck {

    /** Returns what is wrong with blocks that are all of this language. */
    List<Problem> problems(List<CodeBlock> blocks);
}

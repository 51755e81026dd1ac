package io.cloudhost.api;

import io.cloudhost.api.ProcessTable.Sight;
import io.cloudhost.core.spi.Owner;
import io.cloudhost.core.spi.ProcessMark;

/** Tells whether the process of an owner runs, as far as this process can see. */
@FunctionalInterface
interface OwnerSight {

    Sight look(Owner owner);

    /**
     * Looks at the processes of this machine. Those of another boot or namespace cannot be seen from here: a process of the
     * same id is another one.
     *
     * @param self this process
     */
    static OwnerSight from(Owner self, ProcessTable processes) {
        return owner -> {
            if (isSameProcess(owner, self)) {
                return Sight.RUNS;
            }
            return self.mark()
                    // A machine that was copied with its memory has the same boot as its copies, but hardly the same
                    // name.
                    .filter(own -> owner.machine().equals(self.machine()))
                    .flatMap(own -> owner.mark().filter(mark -> canBeSeen(mark, own)))
                    .map(mark -> processes.look(owner.process(), mark.start()))
                    .orElse(Sight.UNKNOWN);
        };
    }

    private static boolean isSameProcess(Owner owner, Owner self) {
        return owner.session().equals(self.session())
                || (owner.machine().equals(self.machine())
                        && owner.process() == self.process()
                        && owner.mark().isPresent()
                        && owner.mark().equals(self.mark()));
    }

    private static boolean canBeSeen(ProcessMark mark, ProcessMark own) {
        return mark.boot().equals(own.boot()) && mark.namespace().equals(own.namespace());
    }
}

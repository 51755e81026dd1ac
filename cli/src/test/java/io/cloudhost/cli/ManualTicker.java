package io.cloudhost.cli;

import java.util.ArrayList;
import java.util.List;

/** Ticks when a test says so. */
final class ManualTicker implements Ticker {

    private final List<Runnable> ticks = new ArrayList<>();

    @Override
    public Ticking start(Runnable tick) {
        ticks.add(tick);
        return () -> ticks.remove(tick);
    }

    void tick() {
        ticks.forEach(Runnable::run);
    }

    boolean isTicking() {
        return !ticks.isEmpty();
    }
}

package io.cloudhost.core.spi;

import io.cloudhost.core.settings.Settings;
import io.cloudhost.core.settings.SettingsSchema;

/**
 * Make strategies of one kind. Found by {@link java.util.ServiceLoader}.
 *
 * <p>One instance serves all hosts, from many threads at once. A strategy's defaults stand in its module's
 * {@code reference.conf} below {@code cloudhost.strategy.<name>}, the name in lower case.
 */
public interface IpLookupStrategyProvider {

    /**
     * Return the strategy's name: the value of {@code ipLookupStrategy} and the name of the section with the strategy's
     * settings. Case does not matter.
     *
     * @return never changes, e.g. {@code SSH}
     */
    String name();

    /**
     * Return the keys that the strategy's section may have. The engine adds {@code timeout}.
     *
     * @return the schema
     */
    SettingsSchema schema();

    /**
     * Make a strategy for one host. Checks the settings as far as that goes without contacting anybody.
     *
     * @param settings the section {@code {label}.{name}} over the strategy's defaults, checked for unknown keys
     * @return the strategy; the engine closes it
     * @throws io.cloudhost.core.ConfigurationException when the settings cannot work, see
     *     {@link Settings#refusal(io.cloudhost.core.settings.SettingKey, String)}
     */
    IpLookupStrategy create(Settings settings);

    /**
     * Find out whether strategies with these settings could find an address. Creates nothing anywhere, and leaves nothing
     * open. Called on a thread of its own, which is interrupted some seconds after the request's time. What is thrown
     * becomes one more bad finding.
     *
     * <p>A strategy that says no more makes one look: it is good where that does not fail. Where a host has other strategies,
     * and one of them is without bad findings, the bad ones of this one are told as doubtful.
     *
     * @param settings as for {@link #create}, which has taken them
     * @param request asks for a machine that does not exist
     * @param examination takes the findings
     * @throws InterruptedException when the thread is interrupted
     */
    default void examine(Settings settings, IpLookupRequest request, Examination examination)
            throws InterruptedException {
        try (IpLookupStrategy strategy = create(settings)) {
            String subject = "strategy " + name();
            try {
                examination.good(
                        subject,
                        strategy.lookup(request)
                                .map(address -> "gives the address " + IpLiteral.format(address))
                                .orElse("answers, and knows no such machine yet"));
            } catch (IpLookupException e) {
                examination.bad(subject, e, "Correct " + settings.path() + " (" + settings.origin() + ")");
            }
        }
    }
}

package io.washa.portal;

import io.washa.catalog.Period;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A plan as it is shown to buyers.
 *
 * @param access the kind of line it is for: {@code pppoe}, {@code hotspot} or {@code static}
 * @param downKbps download speed in kilobits per second
 * @param upKbps upload speed in kilobits per second
 * @param devices how many devices of one hotspot pass may be online at a time
 */
public record Offer(
    UUID id,
    String name,
    String access,
    Money price,
    Period period,
    int downKbps,
    int upKbps,
    int devices) {}

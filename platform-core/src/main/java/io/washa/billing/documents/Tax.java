package io.washa.billing.documents;

import java.time.LocalDate;

/**
 * A tax as it holds from a day on, until the same code's next day.
 *
 * @param code capital letters and digits, at most ten, as {@code VAT}
 * @param step 1 is levied on the price, 2 on the price with the taxes of step 1, and so on; two
 *     taxes of one step are levied on the same
 * @param rateBp hundredths of a percent: 1600 is 16 %; 0 ends the tax
 */
public record Tax(String code, String name, int step, int rateBp, LocalDate from) {}

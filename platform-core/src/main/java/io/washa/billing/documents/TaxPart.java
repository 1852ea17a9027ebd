package io.washa.billing.documents;

/**
 * How much of an amount is a tax.
 *
 * @param rateBp hundredths of a percent, as it was on the document's day
 * @param amount minor units
 */
public record TaxPart(String code, String name, int rateBp, long amount) {}

package io.washa.billing.documents;

import java.util.List;

/**
 * How eTIMS sorts a line.
 *
 * @param taxType the authority's letter: A exempt, B at the general rate of 16 %, C at 0 %, D no
 *     VAT, E at 8 %
 * @param itemClass the authority's class of the thing sold; may be empty
 * @param unit the authority's code of what the quantity counts, as {@code U} for pieces
 */
public record EtimsLine(String taxType, String itemClass, String unit) {
  private static final String VAT = "VAT";

  /** By the taxes that were split out of a line. */
  static EtimsLine of(NewDocument.Line line, List<TaxPart> taxes) {
    return new EtimsLine(taxType(line.taxed(), taxes), line.itemClass(), line.unit());
  }

  /** Of a line that was kept before lines had codes. */
  static EtimsLine of(List<TaxPart> taxes) {
    return new EtimsLine(taxType(true, taxes), "", "U");
  }

  private static String taxType(boolean taxed, List<TaxPart> taxes) {
    if (!taxed) {
      return "A";
    }
    return taxes.stream()
        .filter(part -> part.code().equals(VAT))
        .findFirst()
        .map(vat -> vat.rateBp() == 800 ? "E" : "B")
        .orElse("D");
  }
}

package io.washa.portal;

/**
 * A number that people pay to by themselves.
 *
 * @param till paid under Buy Goods, without an account; otherwise a PayBill
 */
public record PayPoint(String number, boolean till) {}

package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourTest {
  @Test
  void measuresContrastAsWcagDoes() {
    assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21.0);
    assertThat(new Colour(0x767676).contrast(Colour.WHITE)).isBetween(4.5, 4.6);
    assertThat(new Colour(0x777777).contrast(Colour.WHITE)).isLessThan(4.5);
  }

  @Test
  void textCanBeReadInAndOnEveryBrandColour() {
    for (int rgb = 0; rgb <= 0xffffff; rgb += 0x1357) {
      Colour brand = new Colour(rgb);
      assertThat(brand.contrast(brand.textOn())).isGreaterThanOrEqualTo(Colour.READABLE);
      for (Colour light : new Colour[] {Styles.PAGE_LIGHT, Colour.WHITE}) {
        assertThat(brand.readableOn(Styles.PAGE_LIGHT, Colour.BLACK).contrast(light))
            .isGreaterThanOrEqualTo(Colour.READABLE);
      }
      assertThat(brand.readableOn(Styles.PAGE_DARK, Colour.WHITE).contrast(Styles.PAGE_DARK))
          .isGreaterThanOrEqualTo(Colour.READABLE);
    }
  }

  @Test
  void aReadableBrandColourIsLeftAsItIs() {
    Colour navy = new Colour(0x123c69);
    assertThat(navy.readableOn(Styles.PAGE_LIGHT, Colour.BLACK)).isEqualTo(navy);
  }

  @Test
  void aColourThatIsNoneIsReplaced() {
    assertThat(Colour.parse("red;}body{", Colour.BLACK)).isEqualTo(Colour.BLACK);
    assertThat(Colour.parse("#FFffff", Colour.BLACK)).isEqualTo(Colour.WHITE);
  }
}

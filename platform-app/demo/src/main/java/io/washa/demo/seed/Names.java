package io.washa.demo.seed;

import java.util.List;
import java.util.random.RandomGenerator;

/** Believable Kenyan names and phones. */
final class Names {
  private static final List<String> FIRST =
      List.of(
          "Achieng",
          "Akinyi",
          "Amina",
          "Atieno",
          "Auma",
          "Brian",
          "Chebet",
          "Cherono",
          "Collins",
          "Dennis",
          "Esther",
          "Faith",
          "Fatuma",
          "Felix",
          "Grace",
          "Halima",
          "Hassan",
          "Irene",
          "James",
          "Jane",
          "Jepkosgei",
          "John",
          "Joseph",
          "Juma",
          "Kamau",
          "Karanja",
          "Kevin",
          "Kiprono",
          "Lilian",
          "Lucy",
          "Mary",
          "Mercy",
          "Mohamed",
          "Moraa",
          "Mumbua",
          "Mutiso",
          "Mwende",
          "Naliaka",
          "Nekesa",
          "Njeri",
          "Nyambura",
          "Ochieng",
          "Omar",
          "Otieno",
          "Peter",
          "Purity",
          "Rehema",
          "Rose",
          "Samuel",
          "Sharon",
          "Stephen",
          "Susan",
          "Wairimu",
          "Wambui",
          "Wanjiku",
          "Wanjiru",
          "Winnie",
          "Zawadi");
  private static final List<String> FAMILY =
      List.of(
          "Abdi",
          "Barasa",
          "Chepkoech",
          "Cheruiyot",
          "Gathoni",
          "Gitau",
          "Ibrahim",
          "Kariuki",
          "Kibet",
          "Kimani",
          "Kimutai",
          "Kipchoge",
          "Kiplagat",
          "Langat",
          "Macharia",
          "Maina",
          "Makena",
          "Makokha",
          "Mbugua",
          "Mohamud",
          "Muli",
          "Muriuki",
          "Musyoka",
          "Mutua",
          "Mwangi",
          "Ndungu",
          "Njoroge",
          "Nyaga",
          "Nyong'o",
          "Obiero",
          "Odhiambo",
          "Ogola",
          "Okello",
          "Okoth",
          "Omondi",
          "Onyango",
          "Opiyo",
          "Oduor",
          "Owino",
          "Rotich",
          "Simiyu",
          "Wafula",
          "Wambua",
          "Wanyama",
          "Waweru",
          "Yusuf");
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private final RandomGenerator random;

  Names(RandomGenerator random) {
    this.random = random;
  }

  String first() {
    return FIRST.get(random.nextInt(FIRST.size()));
  }

  String family() {
    return FAMILY.get(random.nextInt(FAMILY.size()));
  }

  /** A number of its own for each running number. */
  static String phone(int running) {
    return "2547%d%07d".formatted(2 + running % 2, 1_000_003L * (running + 1) % 10_000_000L);
  }

  String password() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}

import type { Book } from "../src/api/books.ts";

type Row = readonly [
  title: string,
  author: string,
  year: number,
  isbn: string | null,
  cents: number,
  stock: number | null,
];

/** Real books; prices and stock are made up. */
const ROWS: readonly Row[] = [
  ["A Brief History of Time", "Stephen Hawking", 1988, "9780553380163", 1850, 14],
  ["Code Complete", "Steve McConnell", 1993, "9780735619678", 4499, 6],
  ["Crime and Punishment", "Fyodor Dostoevsky", 1866, null, 1200, 9],
  ["Design Patterns", "Erich Gamma", 1994, "9780201633610", 5499, 3],
  ["Designing Data-Intensive Applications", "Martin Kleppmann", 2017, "9781449373320", 4750, 22],
  ["Domain-Driven Design", "Eric Evans", 2003, "9780321125217", 5999, 4],
  ["Don Quixote", "Miguel de Cervantes", 1605, null, 1650, 11],
  ["Enterprise Integration Patterns", "Gregor Hohpe", 2003, "9780321200686", 6199, 2],
  ["Frankenstein", "Mary Shelley", 1818, "9780486282114", 500, 30],
  ["Gödel, Escher, Bach", "Douglas Hofstadter", 1979, "9780465026562", 2450, 1],
  ["Great Expectations", "Charles Dickens", 1861, null, 1150, 0],
  ["Jane Eyre", "Charlotte Brontë", 1847, "9780141441146", 1000, 17],
  ["Meditations", "Marcus Aurelius", 180, null, 950, 12],
  ["Middlemarch", "George Eliot", 1871, null, 1400, 8],
  ["Moby-Dick; or, The Whale", "Herman Melville", 1851, "9780142437247", 1800, 7],
  ["Nineteen Eighty-Four", "George Orwell", 1949, "9780451524935", 990, 40],
  ["Notre-Dame de Paris", "Victor Hugo", 1831, null, 1300, null],
  ["Pride and Prejudice", "Jane Austen", 1813, "9780141439518", 900, 25],
  ["Refactoring", "Martin Fowler", 1999, "9780201485677", 4999, 5],
  ["Release It!", "Michael T. Nygard", 2007, "9780978739218", 3795, 10],
  [
    "Structure and Interpretation of Computer Programs",
    "Harold Abelson",
    1984,
    "9780262510875",
    7500,
    6,
  ],
  ["The Art of Computer Programming, Volume 1", "Donald E. Knuth", 1968, "9780201896831", 7999, 2],
  ["The Brothers Karamazov", "Fyodor Dostoevsky", 1880, null, 1700, 6],
  ["The C Programming Language", "Brian W. Kernighan", 1978, "9780131103627", 6000, 13],
  ["The Iliad", "Homer", -750, null, 1600, 10],
  ["The Mythical Man-Month", "Frederick P. Brooks Jr.", 1975, "9780201835953", 3999, 9],
  ["The Pragmatic Programmer", "Andrew Hunt", 1999, "9780201616224", 3950, 8],
  ["Ulysses", "James Joyce", 1922, "9780679722762", 1795, 5],
  ["War and Peace", "Leo Tolstoy", 1869, "9781400079988", 2000, 4],
];

/** A fresh copy of the catalogue, in the order of titles. */
export function sampleBooks(): Book[] {
  return ROWS.map(([title, author, year, isbn, cents, stock], index) => ({
    id: bookId(index),
    title,
    authors: [author],
    isbn,
    price: { amount: cents, currency: "USD" },
    stock,
    year,
    language: "en",
    version: 1,
    description: `${title}, by ${author}, first came out in ${year}.`,
    createdAt: "2025-01-02T08:00:00.000Z",
    updatedAt: "2025-01-02T08:00:00.000Z",
  }));
}

function bookId(index: number): string {
  return `018f3a52-7c1e-7d7a-9b1e-2f6f0c5f${(0x1000 + index * 37).toString(16)}`;
}

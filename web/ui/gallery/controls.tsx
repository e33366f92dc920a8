import { useState } from "react";
import {
  Button,
  LinkButton,
  QuantityInput,
  RadioGroup,
  SearchField,
  Select,
  Slider,
  TextArea,
  TextField,
  ThemeToggle,
  useToast,
} from "../src/index.ts";
import styles from "./gallery.module.css";
import { Section } from "./section.tsx";

/** What can be pressed, typed in and chosen. */
export function Controls() {
  return (
    <>
      <Section name="Button">
        <Buttons />
      </Section>
      <Section name="LinkButton">
        <LinkButtons />
      </Section>
      <Section name="TextField">
        <TextFields />
      </Section>
      <Section name="TextArea">
        <TextAreas />
      </Section>
      <Section name="Select">
        <Selects />
      </Section>
      <Section name="RadioGroup">
        <Radios />
      </Section>
      <Section name="QuantityInput">
        <Quantities />
      </Section>
      <Section name="Slider">
        <Sliders />
      </Section>
      <Section name="SearchField">
        <Searches />
      </Section>
      <Section name="ThemeToggle">
        <ThemeToggle />
      </Section>
      <Section name="ToastRegion">
        <Toasts />
      </Section>
    </>
  );
}

function Buttons() {
  const [presses, setPresses] = useState(0);
  const press = () => setPresses((count) => count + 1);
  return (
    <>
      <div className={styles.row}>
        <Button kind="primary" onClick={press}>
          Primary
        </Button>
        <Button onClick={press}>Secondary</Button>
        <Button kind="quiet" onClick={press}>
          Quiet
        </Button>
        <Button disabled onClick={press}>
          Disabled
        </Button>
        <Button kind="primary" busy onClick={press}>
          Busy
        </Button>
      </div>
      <output>Pressed {presses} times</output>
    </>
  );
}

function LinkButtons() {
  return (
    <div className={styles.row}>
      <LinkButton kind="primary" href="#followed">
        Primary link
      </LinkButton>
      <LinkButton href="#followed">Secondary link</LinkButton>
      <LinkButton kind="quiet" href="#followed">
        Quiet link
      </LinkButton>
    </div>
  );
}

function TextFields() {
  return (
    <>
      <TextField label="Name" hint="As it should stand on the parcel." required />
      <TextField label="E-mail" type="email" error="This is not an address." defaultValue="ada" />
    </>
  );
}

function TextAreas() {
  return <TextArea label="Description" hint="A paragraph or two." />;
}

function Selects() {
  return (
    <>
      <Select label="Sort by" defaultValue="title">
        <option value="title">Title</option>
        <option value="newest">Newest</option>
        <option value="price">Price</option>
      </Select>
      <Select label="Language" error="Choose one.">
        <option value="">—</option>
        <option value="en">English</option>
      </Select>
    </>
  );
}

function Radios() {
  const [value, setValue] = useState<"card" | "invoice" | "cash">("card");
  return (
    <RadioGroup
      legend="Payment"
      value={value}
      onValueChange={setValue}
      options={[
        { value: "card", label: "Card", hint: "Charged at once." },
        { value: "invoice", label: "Invoice", hint: "Within thirty days." },
        { value: "cash", label: "Cash" },
      ]}
    />
  );
}

function Quantities() {
  const [count, setCount] = useState(2);
  return (
    <>
      <div className={styles.row}>
        <QuantityInput label="Copies" value={count} max={10} onValueChange={setCount} />
        <QuantityInput label="Copies, disabled" value={1} disabled onValueChange={setCount} />
      </div>
      <output>{count} copies chosen</output>
    </>
  );
}

/** How long the gallery's search takes, in milliseconds: time enough to type the next letter. */
const SEARCH_MS = 100;

function Sliders() {
  const [day, setDay] = useState(2);
  return (
    <Slider
      label="As it was"
      min={1}
      max={5}
      value={day}
      valueText={`on day ${day} of 5`}
      onValueChange={setDay}
    />
  );
}

function Searches() {
  const [text, setText] = useState("");
  const search = (wanted: string) => setTimeout(() => setText(wanted), SEARCH_MS);
  return (
    <>
      <SearchField label="Search books" placeholder="Title" value={text} onSearch={search} />
      <output>Searched for “{text}”</output>
    </>
  );
}

function Toasts() {
  const toast = useToast();
  return (
    <div>
      <Button onClick={() => toast("Added to the cart.")}>Show a toast</Button>
    </div>
  );
}

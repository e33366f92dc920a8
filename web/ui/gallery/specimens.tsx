import type { ReactNode } from "react";
import {
  Alert,
  Badge,
  Button,
  Card,
  DataList,
  EmptyState,
  Icon,
  LinkButton,
  QuantityInput,
  RadioGroup,
  SearchField,
  Select,
  Skeleton,
  SkipLink,
  Slider,
  Spinner,
  Table,
  TextArea,
  TextField,
  ThemeToggle,
  Timeline,
  TimelineEntry,
  ToastRegion,
  VisuallyHidden,
} from "../src/index.ts";

/** What every component must pass on: the test looks for it in the page. */
const probe = {
  className: "probe-class",
  "data-probe": "rest",
  ref: (element: Element | null) => element?.setAttribute("data-probe-ref", "forwarded"),
};

const nothing = () => {};

/** Each component once, with a class name, a ref and a prop it knows nothing of. */
const specimens: Readonly<Record<string, ReactNode>> = {
  Alert: <Alert title="Title" {...probe} />,
  Badge: <Badge {...probe}>Badge</Badge>,
  Button: <Button {...probe}>Button</Button>,
  Card: <Card {...probe}>Card</Card>,
  DataList: <DataList facts={[["Term", "Detail"]]} {...probe} />,
  EmptyState: <EmptyState icon="basket" title="Empty" {...probe} />,
  Icon: <Icon name="check" {...probe} />,
  LinkButton: (
    <LinkButton href="#there" {...probe}>
      Link
    </LinkButton>
  ),
  QuantityInput: <QuantityInput label="Copies" value={1} onValueChange={nothing} {...probe} />,
  RadioGroup: (
    <RadioGroup legend="Choice" value="a" options={[]} onValueChange={nothing} {...probe} />
  ),
  SearchField: <SearchField label="Search" value="" onSearch={nothing} {...probe} />,
  Select: (
    <Select label="Select" {...probe}>
      <option>One</option>
    </Select>
  ),
  Skeleton: <Skeleton {...probe} />,
  SkipLink: (
    <SkipLink href="#there" {...probe}>
      Skip
    </SkipLink>
  ),
  Slider: (
    <Slider
      label="Slider"
      value={1}
      min={1}
      max={3}
      valueText="one"
      onValueChange={nothing}
      {...probe}
    />
  ),
  Spinner: <Spinner {...probe} />,
  Table: (
    <Table caption="Table" {...probe}>
      <tbody />
    </Table>
  ),
  TextArea: <TextArea label="Text" {...probe} />,
  TextField: <TextField label="Text" {...probe} />,
  ThemeToggle: <ThemeToggle {...probe} />,
  Timeline: <Timeline {...probe} />,
  TimelineEntry: <TimelineEntry title="Entry" {...probe} />,
  ToastRegion: <ToastRegion {...probe} />,
  VisuallyHidden: <VisuallyHidden {...probe}>Hidden</VisuallyHidden>,
};

export function Specimens() {
  return Object.entries(specimens).map(([name, specimen]) => (
    <div key={name} data-specimen={name}>
      {specimen}
    </div>
  ));
}

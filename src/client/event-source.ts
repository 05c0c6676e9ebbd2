/** Reads server-sent events (WHATWG HTML, section 9.2) as takt sends them: one line a field, JSON as data. */
export interface Message {
  readonly id: number;
  readonly event: string;
  readonly data: unknown;
}

/** Ends when the stream does; leaving the loop hangs up. */
export async function* readEvents(url: string, lastEventId?: number): AsyncGenerator<Message> {
  const hangUp = new AbortController();
  const response = await fetch(url, {
    headers: lastEventId ? { 'last-event-id': String(lastEventId) } : {},
    signal: hangUp.signal,
  });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  try {
    yield* messagesOf(response);
  } finally {
    hangUp.abort();
  }
}

/** The messages of an answer; comments, which only keep the stream alive, are passed over. */
export async function* messagesOf(response: Response): AsyncGenerator<Message> {
  let buffered = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    buffered += chunk;
    const blocks = buffered.split('\n\n');
    buffered = blocks.pop()!;
    for (const block of blocks) {
      const message = parse(block);
      if (message) yield message;
    }
  }
}

/** All messages up to the end of the stream. */
export async function collect(stream: AsyncIterable<Message>): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const message of stream) messages.push(message);
  return messages;
}

function parse(block: string): Message | undefined {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  return data === undefined
    ? undefined
    : { id: Number(fields.get('id')), event: fields.get('event') ?? 'message', data: JSON.parse(data) };
}

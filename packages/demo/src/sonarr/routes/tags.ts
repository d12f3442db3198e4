import type { Call, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { json, nothing } from '../json.js';
import { failure, invalid, missing, noSuchModel, Refusal } from '../problems.js';
import { bodyDocument, textField } from '../query.js';
import { isUsed, usesOfTag } from '../tag-uses.js';

/** The routes for tags. */
export function tagRoutes(context: Context): Route[] {
  const { state } = context;
  const path = '/api/v3/tag';
  const id = (call: Call): number => Number(call.params['id']);
  const document = (number: number): object => ({ label: state.tags.get(number), id: number });
  const details = (number: number): object => ({
    label: state.tags.get(number),
    ...usesOfTag(state, number),
    id: number,
  });

  const label = (call: Call): string => {
    const wanted = textField(bodyDocument(call), 'label') ?? '';
    if (wanted === '') {
      const errorMessage = "'Label' must not be empty.";
      throw invalid({ propertyName: 'Label', errorMessage, attemptedValue: '', errorCode: 'NotEmptyValidator' });
    }
    // Up to version 4 a label may hold any character.
    if (Number(context.version.split('.')[0]) >= 5 && !/^[a-z0-9-]+$/i.test(wanted)) {
      const errorMessage = 'Allowed characters a-z, 0-9 and -';
      throw invalid({
        propertyName: 'Label',
        errorMessage,
        attemptedValue: wanted,
        errorCode: 'RegularExpressionValidator',
      });
    }
    return wanted;
  };

  /** Stores a label in small letters. Another tag that has it already is what the database refuses, with 409. */
  const store = (number: number, wanted: string): void => {
    const small = wanted.toLowerCase();
    if ([...state.tags].some(([other, known]) => known === small && other !== number)) {
      throw new Refusal(failure(409, 'constraint failed\nUNIQUE constraint failed: Tags.Label'));
    }
    state.tags.set(number, small);
  };

  return [
    { method: 'GET', path, changesState: false, handle: () => json([...state.tags.keys()].map(document)) },
    {
      method: 'GET',
      path: `${path}/detail`,
      changesState: false,
      handle: () => json([...state.tags.keys()].map(details)),
    },
    {
      method: 'GET',
      path: `${path}/{id:int}`,
      changesState: false,
      handle: (call) => {
        if (!state.tags.has(id(call))) throw missing();
        return json(document(id(call)));
      },
    },
    {
      method: 'POST',
      path,
      changesState: true,
      handle: (call) => {
        const wanted = label(call);
        // An existing label is looked for as it was written: only its own spelling, in small letters, finds it.
        const same = [...state.tags].find(([, known]) => known === wanted)?.[0];
        const number = same ?? state.nextId('tag', state.tags.keys());
        store(number, wanted);
        return json(document(number), 201, { location: `${context.urlBase}${path}/${number}` });
      },
    },
    {
      method: 'PUT',
      path: `${path}/{id:int}`,
      changesState: true,
      handle: (call) => {
        if (!state.tags.has(id(call))) throw noSuchModel('Tag', id(call));
        store(id(call), label(call));
        return json(document(id(call)), 202);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id:int}`,
      changesState: true,
      handle: (call) => {
        const known = state.tags.get(id(call));
        if (known === undefined) throw noSuchModel('Tag', id(call));
        if (isUsed(usesOfTag(state, id(call)))) {
          const message = `Tag with ID ${id(call)} '${known}' cannot be deleted since it's still in use`;
          throw new Refusal(failure(409, message));
        }
        state.tags.delete(id(call));
        return nothing;
      },
    },
  ];
}
